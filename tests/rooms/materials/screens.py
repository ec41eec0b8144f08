"""Generated phone screens and sheets with codes. The tokens are invented."""

import io

import segno
import zxingcpp
from PIL import Image, ImageDraw

TOKEN = "5100001234567890123456789012"
WEBSITE = "https://report.example.cn/r/8K2J"
SAMPLE_NUMBER = "202611200042"


def qr(text: str, side: int) -> Image.Image:
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=8, border=2)
    return Image.open(out).convert("RGB").resize((side, side), Image.Resampling.NEAREST)


def bars(text: str, size: tuple[int, int]) -> Image.Image:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)
    return Image.fromarray(code.to_image(scale=3)).convert("RGB").resize(size, Image.Resampling.NEAREST)


def a_screen(size: tuple[int, int] = (1080, 2340), *, token: str = TOKEN) -> Image.Image:
    """A 医保电子凭证: bars with their digits underneath, a QR code, and a name that must stay."""
    wide, high = size
    screen = Image.new("RGB", size, (240, 246, 255))
    draw = ImageDraw.Draw(screen)
    draw.rectangle((wide // 12, high // 5, wide - wide // 12, high * 2 // 3), fill="white")
    screen.paste(bars(token, (wide * 7 // 10, wide // 7)), (wide * 15 // 100, high // 4))
    draw.text((wide * 3 // 10, high // 4 + wide // 7 + 8), " ".join(token[i : i + 4] for i in range(0, 28, 4)), fill="black")
    screen.paste(qr(token, wide // 2), (wide // 4, high * 2 // 5))
    draw.rectangle((wide // 8, high * 3 // 4, wide // 2, high * 3 // 4 + 60), fill="black")
    return screen


def a_lab_sheet() -> Image.Image:
    """A sheet with the bars of its sample and a code that leads to the hospital's website."""
    sheet = Image.new("RGB", (1500, 2100), "white")
    ImageDraw.Draw(sheet).rectangle((200, 700, 1200, 720), fill="black")
    sheet.paste(bars(SAMPLE_NUMBER, (500, 120)), (100, 100))
    sheet.paste(qr(WEBSITE, 300), (1100, 80))
    return sheet


def as_png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def as_jpeg(picture: Image.Image, quality: int = 85) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def texts_on(jpeg: bytes) -> set[str]:
    """Everything a strong reader still finds on a page."""
    return {code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(jpeg)))}
