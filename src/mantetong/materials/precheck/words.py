"""What we say for each finding: what is wrong and what to do now. Gentle, short, official Chinese."""

from mantetong.domain.papers import FindingCode as F
from mantetong.domain.papers import PaperKind as K

SAY: dict[F, str] = {
    F.BLURRED: "字迹模糊，看不清楚。请把手机拿稳、对准文字点一下屏幕对焦，再拍一张。",
    F.DARK: "照片太暗，看不清文字。请到窗边或开灯后再拍一张。",
    F.OVEREXPOSED: "照片太亮，部分文字发白看不见。请避开强光、关掉闪光灯后再拍一张。",
    F.GLARE: "有反光，挡住了一部分文字。请换个角度、关掉闪光灯后再拍一张。",
    F.COVERED: "有手指或物品挡住了文字。请把材料放平、移开遮挡后再拍一张。",
    F.CUT_OFF: "材料没有拍全，边上的内容被切掉了。请把四个角都放进画面再拍一张。",
    F.ROTATED: "方向已自动摆正，不用重拍。",
    F.LOW_RESOLUTION: "照片太小，文字放大后看不清。请上传原图，不要用截图或缩略图。",
    F.NOISE: "照片噪点太多，文字不清楚。请到光线好的地方再拍一张。",
    F.NO_SEAL: "没有找到红色印章。请核对是否已盖章；如果已盖章，可以继续提交，由工作人员查看。",
    F.PHOTOCOPY: "看起来是复印件。如果要求原件，请拍原件；复印件已加盖印章的，可以继续提交。",
    F.NOT_A_DOCUMENT: "没有看到文字材料。请确认选对了照片，对准材料再拍一张。",
    F.WRONG_SIDE: "请换一面拍摄：这里需要{wanted}，现在这张是{seen}。",
    F.WRONG_KIND: "这里需要{wanted}，这张看起来是{seen}。请核对后重新选择；如果没有选错，可以继续提交。",
    F.WRONG_PERSON: "材料上的姓名或身份证号与申请人不一致。请核对是否拿错了材料。",
    F.OUT_OF_DATE: "材料日期较早，可能超出规定期限。请核对是否有更近的材料。",
    F.SAME_PAGE_TWICE: "这一页和前面的一页相同。如果重复了，可以删掉一张。",
    F.PAGE_MISSING: "这份材料好像缺页。请核对后补上缺少的页。",
    F.UNREADABLE_FILE: "这个文件打不开，可能在传送中损坏了。请重新拍照或重新导出后再上传。",
    F.WRONG_TYPE: "这个文件不是图片或PDF，我们打不开。请上传JPG、PNG、HEIC照片或PDF文件。",
    F.TOO_LARGE: "照片较大，已自动压缩，不用重拍。",
    F.LOCKED_PDF: "这个PDF设了打开密码，我们看不到内容。请去掉密码后重新上传，或直接拍下纸质材料。",
    F.INFECTED: "安全检查没有通过这个文件，它不会用于办理。请直接用手机拍下纸质材料再上传。",
    F.PAY_CODE_COVERED: "为保护您的账户，截图里的付款码已自动遮盖，不影响办理，不用重拍。",
}

OTHER_SEAL = "印章上的单位名称与材料抬头的医院好像不是同一家。请核对是否盖错了章；如果没有问题，可以继续提交，由工作人员查看。"
PAGES_MISSING = "这份材料共{of}页，还缺第{pages}页。请把缺少的页也拍照上传；如果已经放在别的照片里，可以继续提交。"
STOPS_SHORT = "这份出院记录好像没有拍完整，没有看到结尾部分（出院诊断、出院医嘱、医师签名）。请补上后面的页。"
BEGINS_LATE = "这份出院记录好像缺少第一页，没有看到姓名和入院部分。请补上前面的页。"

NAMES: dict[K, str] = {
    K.ID_FRONT: "身份证人像面",
    K.ID_BACK: "身份证国徽面",
    K.SOCIAL_SECURITY_CARD: "社会保障卡",
    K.E_CREDENTIAL_SCREENSHOT: "医保电子凭证截图",
    K.HOUSEHOLD_REGISTER: "户口簿",
    K.APPLICATION_FORM: "申请表",
    K.DIAGNOSIS_CERTIFICATE: "诊断证明书",
    K.DISCHARGE_RECORD: "出院记录",
    K.OUTPATIENT_RECORD: "门诊病历",
    K.PRESCRIPTION: "处方",
    K.LAB_REPORT: "检验报告单",
    K.IMAGING_REPORT: "检查报告单",
    K.PATHOLOGY_REPORT: "病理报告",
    K.ECG: "心电图",
    K.MANDATE: "授权委托书",
    K.OTHER: "其他材料",
    K.NOT_A_DOCUMENT: "不是材料的照片",
}
