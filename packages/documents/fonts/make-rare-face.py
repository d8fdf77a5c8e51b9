"""Makes HuzhuRareHan-Regular.ttf: see README.md beside this file.

usage: python3 make-rare-face.py NotoSansCJK-Regular.ttc OUT.ttf FACE.ttf...

Takes every Han character that the given collection's Simplified Chinese face has and that at least one of our own faces lacks,
turns the outlines into TrueType (react-pdf is several times slower with CFF), and gives the result its own name, as the OFL asks.
"""
import sys

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

FACE = "Noto Sans CJK SC"
NAME = "Huzhu Rare Han"
HAN = [(0x2E80, 0x2FDF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF)]


def open_face(path):
    for number in range(20):
        font = TTFont(path, fontNumber=number)
        if font["name"].getDebugName(4) == FACE:
            return font
    raise SystemExit(f"{FACE} is not in {path}")


def to_truetype(font):
    glyphs = font.getGlyphSet()
    order = font.getGlyphOrder()
    drawn = {}
    for name in order:
        pen = TTGlyphPen(None)
        # One unit of a thousand, and outlines turned to run as TrueType's do.
        glyphs[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        drawn[name] = pen.glyph()
    font["loca"] = newTable("loca")
    glyf = font["glyf"] = newTable("glyf")
    glyf.glyphOrder = order
    glyf.glyphs = drawn
    del font["CFF "]
    for name in order:
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyf[name], "xMin", 0))
    maxp = font["maxp"] = newTable("maxp")
    maxp.tableVersion = 0x00010000
    for field, value in {
        "maxZones": 1, "maxTwilightPoints": 0, "maxStorage": 0, "maxFunctionDefs": 0, "maxInstructionDefs": 0,
        "maxStackElements": 0, "maxSizeOfInstructions": 0, "maxComponentElements": 0, "numGlyphs": len(order),
    }.items():
        setattr(maxp, field, value)
    post = font["post"]
    post.formatType = 3.0
    font.sfntVersion = "\000\001\000\000"


def rename(font):
    table = font["name"]
    licence = [table.getDebugName(number) for number in (0, 13, 14)]
    table.names = []
    texts = {
        0: licence[0], 1: NAME, 2: "Regular", 3: "1.0;HuzhuRareHan-Regular", 4: NAME, 5: "Version 1.0",
        6: "HuzhuRareHan-Regular", 10: "A subset of Noto Sans CJK SC: Han characters that Noto Sans SC lacks.",
        13: licence[1], 14: licence[2],
    }
    for number, text in texts.items():
        table.setName(text, number, 3, 1, 0x409)


source, out, *faces = sys.argv[1:]
font = open_face(source)
ours = set.intersection(*(set(TTFont(face).getBestCmap()) for face in faces))
wanted = [point for point in font.getBestCmap() if point not in ours and any(a <= point <= b for a, b in HAN)]

options = Options()
options.layout_features = []
options.drop_tables += ["BASE", "GPOS", "GSUB", "GDEF", "VORG", "vhea", "vmtx", "DSIG"]
options.notdef_outline = True
options.hinting = False
options.desubroutinize = True
options.name_IDs = ["*"]
subsetter = Subsetter(options)
subsetter.populate(unicodes=wanted)
subsetter.subset(font)
to_truetype(font)
rename(font)
font["head"].modified = font["head"].created
font.recalcTimestamp = False
font.save(out)
print(f"{len(wanted)} characters")
