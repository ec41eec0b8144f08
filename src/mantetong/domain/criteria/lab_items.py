"""Laboratory items a criterion may name, with the names and abbreviations that reports print."""

import re

from mantetong.domain.criteria.text import folded

ITEMS: dict[str, tuple[str, tuple[str, ...]]] = {
    "ALB": ("白蛋白", ()),
    "ALT": ("丙氨酸氨基转移酶", ("谷丙转氨酶", "GPT", "SGPT")),
    "ANA": ("抗核抗体", ("ANA滴度", "抗核抗体滴度")),
    "ANTI-CCP": ("抗环瓜氨酸肽抗体", ("抗CCP抗体", "CCP", "CCP-Ab")),
    "ANTI-DSDNA": ("抗双链DNA抗体", ("抗dsDNA抗体", "dsDNA", "抗ds-DNA抗体")),
    "ANTI-SM": ("抗Sm抗体", ("Sm", "抗Smith抗体")),
    "AST": ("天门冬氨酸氨基转移酶", ("谷草转氨酶", "GOT", "天冬氨酸氨基转移酶")),
    "C3": ("补体C3", ()),
    "C4": ("补体C4", ()),
    "CD4": ("CD4+T淋巴细胞计数", ("CD4", "CD4细胞计数", "CD4+T细胞")),
    "CR": ("肌酐", ("血肌酐", "Cr", "CREA", "Scr", "血清肌酐")),
    "CRP": ("C反应蛋白", ("hs-CRP", "超敏C反应蛋白")),
    "EGFR": ("估算肾小球滤过率", ("eGFR", "肾小球滤过率")),
    "ESR": ("红细胞沉降率", ("血沉",)),
    "F8": ("凝血因子Ⅷ活性", ("FⅧ:C", "FVIII:C", "凝血因子VIII活性", "八因子活性")),
    "F9": ("凝血因子Ⅸ活性", ("FⅨ:C", "FIX:C", "凝血因子IX活性", "九因子活性")),
    "FEV1FVC": ("一秒率", ("FEV1/FVC", "FEV1/FVC比值", "FEV1%FVC")),
    "GLU": ("空腹血糖", ("血糖", "葡萄糖", "FPG", "FBG", "空腹葡萄糖")),
    "GLU2H": ("餐后2小时血糖", ("2hPG", "OGTT2h", "餐后两小时血糖")),
    "HBA1C": ("糖化血红蛋白", ("HbA1c", "GHb", "糖化血红蛋白A1c")),
    "HBSAG": ("乙型肝炎表面抗原", ("HBsAg", "乙肝表面抗原")),
    "HBVDNA": ("乙型肝炎病毒DNA", ("HBV-DNA", "HBV DNA", "乙肝病毒DNA")),
    "HCVRNA": ("丙型肝炎病毒RNA", ("HCV-RNA", "HCV RNA", "丙肝病毒RNA")),
    "HGB": ("血红蛋白", ("Hb", "HGB")),
    "HIVAB": ("HIV抗体", ("人类免疫缺陷病毒抗体", "抗HIV", "HIV确证试验")),
    "HLAB27": ("HLA-B27", ("人类白细胞抗原B27", "B27")),
    "LDLC": ("低密度脂蛋白胆固醇", ("LDL-C", "LDL")),
    "NEUT": ("中性粒细胞绝对值", ("NEUT#", "ANC", "中性粒细胞计数")),
    "PLT": ("血小板计数", ("血小板",)),
    "RET": ("网织红细胞绝对值", ("网织红细胞计数", "RET#")),
    "RF": ("类风湿因子", ("RF滴度", "类风湿因子滴度")),
    "TB-CULTURE": ("结核分枝杆菌培养", ("结核菌培养", "分枝杆菌培养", "痰抗酸杆菌涂片", "痰涂片抗酸染色")),
    "UA": ("尿酸", ("血尿酸", "血清尿酸", "UA", "URIC")),
    "UACR": (
        "尿白蛋白肌酐比",
        (
            "尿白蛋白/肌酐",
            "尿白蛋白/肌酐比值",
            "尿白蛋白肌酐比值",
            "尿微量白蛋白/肌酐比值",
            "ACR",
            "尿微量白蛋白/肌酐",
            "尿微量白蛋白/尿肌酐",
        ),
    ),
    "UTP": ("24小时尿蛋白定量", ("24h尿蛋白", "24小时尿蛋白", "UTP")),
    "WBC": ("白细胞计数", ("白细胞",)),
}

_CODES = {folded(name): code for code, (official, others) in ITEMS.items() for name in (code, official, *others)}


_OTHER_SPECIMEN = re.compile("尿|粪|便|脑脊液|胸水|腹水|胸腔|腹腔|关节液|引流|灌洗|随机|餐后|餐前|[0-9]h|小时|分钟|比值")


def item_code(printed: str) -> str | None:
    """The code of an item as a report prints it ("血肌酐(Cr)", "HbA1c"); None when it is none of ours.

    Brackets do not make 尿肌酐(Cr) what it is in the blood, nor does the name before them make GLU(餐后2h) fasting.
    """
    whole = folded(printed)
    bare, _, inside = whole.rstrip(")").partition("(")
    named = _CODES.get(whole) or (None if _OTHER_SPECIMEN.search(inside) else _CODES.get(bare))
    return named or (None if _OTHER_SPECIMEN.search(bare) else _CODES.get(inside))


def item_name(code: str) -> str:
    """The official name people read. Raises KeyError."""
    return ITEMS[code][0]
