#!/usr/bin/env python3
"""Reports as LibreOffice prints them: is every cell of the PDF read right, and if not, is it said?

  check.py BINARY [COUNT] [--keep FOLDER] [--only NUMBER] [--lines KIND]

Makes COUNT docx files (60) in the styles that offices use, moves the page break through their tables from file to file, prints
them with one run of `soffice`, and compares what BINARY reads with the figures put in. A file is
  right    every cell as put in and no error found,
  alarm    every cell as put in, but an error or an unknown is reported,
  said     a cell is wrong, and each wrong cell is in an error or warning, or its table is named as incomplete,
  SILENT   a cell is wrong and nothing says so,
  lost     a table is not in the PDF; not counted, where pdftotext is at hand to tell.
Exit code 1 below 97 % right, or if a file is silent. Needs LibreOffice and fonts with Chinese characters.
"""
import argparse, collections, concurrent.futures, json, pathlib, random, subprocess, tempfile, zipfile
from xml.sax.saxutils import escape

COLUMNS = ["自然人", "法人.商业企业", "法人.科研机构", "法人.社会公益组织", "法人.法律服务机构", "法人.其他", "总计"]
REQUESTS = [  # depth of the label, id, label, rows of the group
    (0, "新收", "一、本年新收政府信息公开申请数量", 0),
    (0, "上年结转", "二、上年结转政府信息公开申请数量", 0),
    (0, None, "三、本年度办理结果", 22),
    (1, "办理.予以公开", "（一）予以公开", 0),
    (1, "办理.部分公开", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 0),
    (1, None, "（三）不予公开", 8),
    (2, "办理.不予公开.国家秘密", "1.属于国家秘密", 0),
    (2, "办理.不予公开.法律法规禁止", "2.其他法律行政法规禁止公开", 0),
    (2, "办理.不予公开.三安全一稳定", "3.危及“三安全一稳定”", 0),
    (2, "办理.不予公开.第三方权益", "4.保护第三方合法权益", 0),
    (2, "办理.不予公开.内部事务", "5.属于三类内部事务信息", 0),
    (2, "办理.不予公开.过程性信息", "6.属于四类过程性信息", 0),
    (2, "办理.不予公开.执法案卷", "7.属于行政执法案卷", 0),
    (2, "办理.不予公开.查询事项", "8.属于行政查询事项", 0),
    (1, None, "（四）无法提供", 3),
    (2, "办理.无法提供.不掌握", "1.本机关不掌握相关政府信息", 0),
    (2, "办理.无法提供.需另行制作", "2.没有现成信息需要另行制作", 0),
    (2, "办理.无法提供.补正不明确", "3.补正后申请内容仍不明确", 0),
    (1, None, "（五）不予处理", 5),
    (2, "办理.不予处理.信访举报", "1.信访举报投诉类申请", 0),
    (2, "办理.不予处理.重复申请", "2.重复申请", 0),
    (2, "办理.不予处理.公开出版物", "3.要求提供公开出版物", 0),
    (2, "办理.不予处理.大量反复", "4.无正当理由大量反复申请", 0),
    (2, "办理.不予处理.确认或重新出具", "5.要求行政机关确认或重新出具已获取信息", 0),
    (1, None, "（六）其他处理", 3),
    (2, "办理.其他处理.逾期不补正", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", 0),
    (2, "办理.其他处理.逾期未缴费", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", 0),
    (2, "办理.其他处理.其他", "3.其他", 0),
    (1, "办理.总计", "（七）总计", 0),
    (0, "结转下年", "四、结转下年度继续办理", 0),
]
OUTCOMES = ["维持", "纠正", "其他", "未审结", "总计"]
HEADS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


class Style:
    """How one file looks."""

    def __init__(self, dice):
        self.size = dice.choice([7.5, 9, 9, 10.5, 10.5, 12, 14])
        self.landscape = dice.random() < 0.15
        self.lines = dice.choice(["all"] * 6 + ["none", "level", "stripes", "box", "three"])
        self.labels = dice.choice(["merged"] * 5 + ["one", "two"])
        self.upright = dice.choice(["narrow", "tbRlV", "spaced", "wide"])
        self.repeat = dice.random() < 0.4
        self.whole_rows = dice.random() < 0.35
        self.one_grid = dice.random() < 0.5
        self.blank = dice.choice(["0", "0", "0", "", "/", "-"])
        self.fill = dice.choice([0.15, 0.5, 0.95])
        self.most = dice.choice([9, 99, 999 if self.size < 12 else 99])
        self.height = dice.choice([0, 0, 340, 480])
        self.padding = dice.choice([108, 60, 20])
        self.footer = dice.choice(["- {} -", "{}", "第 {} 页", "— {} —", None])
        self.header = dice.random() < 0.2
        self.broken_heads = dice.random() < 0.4
        self.parts = dice.choice([1, 1, 1, 2])
        self.align = dice.choice(["center", "center", "right", "left"])
        self.middle = dice.random() < 0.8
        self.watermark = dice.random() < 0.08
        self.width = 13900 if self.landscape else 9070

    def __str__(self):
        return " ".join(f"{k}={v}" for k, v in vars(self).items())


class Figures:
    """A report that ties up, and its cells."""

    def __init__(self, dice, style):
        def number(most):
            return dice.randint(0, most) if dice.random() < style.fill else 0

        rows = [row for _, row, _, _ in REQUESTS if row]
        parts = [row for row in rows if row.startswith("办理.") and row != "办理.总计"]
        grid = {}
        for column in COLUMNS[:-1]:
            for row in parts + ["结转下年"]:
                grid[row, column] = number(style.most)
            total = grid["办理.总计", column] = sum(grid[row, column] for row in parts)
            old = grid["上年结转", column] = min(number(9), total)
            grid["新收", column] = total + grid["结转下年", column] - old
        for row in rows:
            grid[row, "总计"] = sum(grid[row, column] for column in COLUMNS[:-1])
        self.cells = {f"申请[{row}, {column}]": str(value) for (row, column), value in grid.items()}
        for group in ["复议", "直接起诉", "复议后起诉"]:
            values = [number(min(style.most, 99)) for _ in range(4)]
            for outcome, value in zip(OUTCOMES, values + [sum(values)]):
                self.cells[f"复议诉讼[件数, {group}.{outcome}]"] = str(value)
        for row in ["规章", "规范性文件"]:
            for column in ["制发", "废止", "有效"]:
                self.cells[f"文件[{row}, {column}]"] = str(number(style.most))
        for cell in ["许可[行政许可, 处理决定]", "处罚强制[行政处罚, 处理决定]", "处罚强制[行政强制, 处理决定]"]:
            self.cells[cell] = str(number(99999))
        self.cells["收费[行政事业性收费, 金额]"] = f"{number(9999)}.{dice.randint(10, 99)}" if dice.random() < style.fill else "0"
        self.blank = style.blank

    def text(self, cell):
        return self.blank if self.cells[cell] == "0" else self.cells[cell]


def paragraph(text, style=None, size=14, align="left", bold=False, before=0, exact=0):
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    rule = f' w:line="{exact}" w:lineRule="exact"' if exact else ""
    return (
        f'<w:p><w:pPr><w:spacing w:before="{before}" w:after="0"{rule}/><w:jc w:val="{align}"/></w:pPr>'
        f'<w:r><w:rPr><w:rFonts w:eastAsia="宋体"/>{"<w:b/>" if bold else ""}<w:sz w:val="{round(size * 2)}"/></w:rPr>{lines}</w:r></w:p>'
    )


class Table:
    """Cells with spans; printed with the lines of a style."""

    def __init__(self, style, widths, heads):
        self.style, self.widths, self.heads = style, widths, heads
        self.rows = []  # of (text, columns, rows, kind); None goes on above

    def row(self, *cells):
        self.rows.append(list(cells))

    def borders(self):
        on = lambda side, size=4: f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        sides = {
            "all": ["top", "left", "bottom", "right", "insideH", "insideV"],
            "level": ["top", "bottom", "insideH"],
            "box": ["top", "left", "bottom", "right"],
            "three": ["top", "bottom"],
        }.get(self.style.lines, [])
        return "<w:tblBorders>" + "".join(on(side) for side in sides) + "</w:tblBorders>"

    def xml(self):
        s = self.style
        out = ['<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/>' % sum(self.widths), self.borders()]
        out.append('<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="%d" w:type="dxa"/><w:right w:w="%d" w:type="dxa"/></w:tblCellMar></w:tblPr>' % (s.padding, s.padding))
        out.append("<w:tblGrid>" + "".join(f'<w:gridCol w:w="{w}"/>' for w in self.widths) + "</w:tblGrid>")
        open_cells = {}  # column -> (rows left, columns)
        for number, row in enumerate(self.rows):
            props = '<w:cantSplit/>' if s.whole_rows else ""
            props += f'<w:trHeight w:val="{s.height}" w:hRule="atLeast"/>' if s.height else ""
            props += "<w:tblHeader/>" if s.repeat and number < self.heads else ""
            out.append(f"<w:tr><w:trPr>{props}</w:trPr>")
            column, cells = 0, list(row)
            while column < len(self.widths):
                left, columns = open_cells.get(column, (0, 1))
                if left:
                    out.append(self.cell("", column, columns, '<w:vMerge/>', "label", number))
                    open_cells[column] = (left - 1, columns)
                else:
                    text, columns, rows, kind = cells.pop(0)
                    out.append(self.cell(text, column, columns, '<w:vMerge w:val="restart"/>' if rows > 1 else "", kind, number))
                    open_cells[column] = (rows - 1, columns)
                column += columns
            assert not cells, row
            out.append("</w:tr>")
        return "".join(out) + "</w:tbl>"

    def cell(self, text, column, columns, merge, kind, number):
        s = self.style
        width = sum(self.widths[column : column + columns])
        props = f'<w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{columns}"/>{merge}'
        if s.lines == "three" and number == self.heads - 1:
            props += '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:tcBorders>'
        if s.lines == "stripes" and number >= self.heads and number % 2:
            props += '<w:shd w:val="clear" w:color="auto" w:fill="DDE6F0"/>'
        if kind == "upright" and s.upright == "tbRlV":
            props += '<w:textDirection w:val="tbRlV"/>'
        if kind == "upright" and s.upright == "spaced":
            text = "\n".join(text)
        props += '<w:vAlign w:val="center"/>' if s.middle else ""
        align = s.align if kind == "value" else "left" if kind == "label" else "center"
        return f"<w:tc><w:tcPr>{props}</w:tcPr>{paragraph(text, size=s.size, align=align)}</w:tc>"


def shares(total, *parts):
    return [round(total * part / sum(parts)) for part in parts]


def label(text, columns=1, rows=1, kind="label"):
    return (text, columns, rows, kind)


def disclosed(style, figures):
    """The tables of section two."""
    value = lambda cell, columns=1: (figures.text(cell), columns, 1, "value")
    kinds = [
        ("第二十条第（一）项", ["本年制发件数", "本年废止件数", "现行有效件数"], [("规章", [f"文件[规章, {c}]" for c in ["制发", "废止", "有效"]]), ("行政规范性文件", [f"文件[规范性文件, {c}]" for c in ["制发", "废止", "有效"]])]),
        ("第二十条第（五）项", ["本年处理决定数量"], [("行政许可", ["许可[行政许可, 处理决定]"])]),
        ("第二十条第（六）项", ["本年处理决定数量"], [("行政处罚", ["处罚强制[行政处罚, 处理决定]"]), ("行政强制", ["处罚强制[行政强制, 处理决定]"])]),
        ("第二十条第（八）项", ["本年收费金额（单位：万元）"], [("行政事业性收费", ["收费[行政事业性收费, 金额]"])]),
    ]
    tables, table = [], None
    for legend, heads, rows in kinds:
        if table is None or not style.one_grid:
            table = Table(style, shares(style.width, 1, 1, 1, 1), 2)
            tables.append(table)
        table.row((legend, 4, 1, "head"))
        over = 3 // len(heads)
        table.row(("信息内容", 1, 1, "head"), *((head, over, 1, "head") for head in heads))
        for name, cells in rows:
            table.row(label(name), *(value(cell, over) for cell in cells))
    return (paragraph("") if not style.one_grid else "").join(table.xml() for table in tables)


def requests(style, figures):
    """The table of section three."""
    deep = {"merged": 3, "two": 2, "one": 1}[style.labels]
    narrow = style.size * 20 + 2 * style.padding + 60
    if style.upright == "wide":
        narrow = narrow + style.size * 20
    # Only lines around it show that a figure goes on in the next line of its cell.
    digits = 3 if style.lines == "all" else max(len(figures.text(f"申请[{row}, {c}]")) for _, row, _, _ in REQUESTS if row for c in COLUMNS)
    values = max(560, style.size * 20 * max(1.6, 0.55 * digits) + 2 * style.padding + 80)
    room = style.width - 7 * values
    widths = {3: [narrow, (room - narrow) * 0.35, (room - narrow) * 0.65], 2: [room * 0.35, room * 0.65], 1: [room]}[deep]
    table = Table(style, [round(w) for w in widths] + [round(values)] * 7, 3)
    table.row(label("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", deep, 3), ("申请人情况", 7, 1, "head"))
    head = lambda text: text[:2] + "\n" + text[2:] if style.broken_heads and len(text) == 4 else text
    table.row(("自然人", 1, 2, "head"), ("法人或其他组织", 5, 1, "head"), ("总计", 1, 2, "head"))
    table.row(*((head(text), 1, 1, "head") for text in ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]))
    waiting = []
    for depth, row, text, rows in REQUESTS:
        if row is None:
            if deep == 1 or (deep == 2 and depth == 0):
                table.row(label(text, deep), *[("", 1, 1, "value")] * 7)
            elif deep == 2:
                waiting.append(label(text, 1, rows))
            else:
                waiting.append(label(text, 1, rows, "upright" if depth == 0 else "label"))
            continue
        held = len(waiting) if deep > 1 else 0
        inside = {3: depth, 2: 1 if depth == 2 else 0, 1: 0}[deep]
        table.row(*waiting, label(text, deep - inside), *((figures.text(f"申请[{row}, {c}]"), 1, 1, "value") for c in COLUMNS))
        waiting = []
    return table.xml()


def reviews(style, figures):
    """The table of section four, in one piece or two."""
    head = lambda text: text[:2] + "\n" + text[2:] if style.broken_heads and len(text) == 4 else text
    cells = lambda group: [(figures.text(f"复议诉讼[件数, {group}.{outcome}]"), 1, 1, "value") for outcome in OUTCOMES]
    heads = lambda rows: [(head(text), 1, rows, "head") for text in HEADS]
    small = Style.__new__(Style)
    vars(small).update(vars(style))
    if style.parts == 1:
        small.size = min(style.size, 10.5)
        small.padding = min(style.padding, 40)
        table = Table(small, shares(style.width, *[1] * 15), 3)
        table.row(("行政复议", 5, 1, "head"), ("行政诉讼", 10, 1, "head"))
        table.row(*heads(2), ("未经复议直接起诉", 5, 1, "head"), ("复议后起诉", 5, 1, "head"))
        table.row(*heads(1), *heads(1))
        table.row(*cells("复议"), *cells("直接起诉"), *cells("复议后起诉"))
        return table.xml()
    one = Table(small, shares(style.width, *[1] * 5), 2)
    one.row(("行政复议", 5, 1, "head"))
    one.row(*heads(1))
    one.row(*cells("复议"))
    two = Table(small, shares(style.width, *[1] * 10), 3)
    two.row(("行政诉讼", 10, 1, "head"))
    two.row(("未经复议直接起诉", 5, 1, "head"), ("复议后起诉", 5, 1, "head"))
    two.row(*heads(1), *heads(1))
    two.row(*cells("直接起诉"), *cells("复议后起诉"))
    return one.xml() + paragraph("") + two.xml()


def document(style, figures, shift):
    """A docx; the table of section three stands so many twentieths of a point lower."""
    body = [
        paragraph("青川县水利局2023年政府信息公开工作年度报告", size=22, align="center", bold=True),
        paragraph("本报告根据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自2023年1月1日起至12月31日止。"),
        paragraph("一、总体情况", bold=True),
        paragraph("全年各项工作平稳有序，公开的内容和渠道进一步充实。"),
        paragraph("二、主动公开政府信息情况", bold=True),
        disclosed(style, figures),
        "".join(paragraph("", size=1, before=min(1440, shift - at), exact=20) for at in range(0, shift, 1440)),
        paragraph("三、收到和处理政府信息公开申请情况", bold=True),
        requests(style, figures),
        paragraph("四、政府信息公开行政复议、行政诉讼情况", bold=True),
        reviews(style, figures),
        paragraph("五、存在的主要问题及改进情况", bold=True),
        paragraph("公开的深度还不够，下一步加强学习和培训。"),
        paragraph("六、其他需要报告的事项", bold=True),
        paragraph("2023年我局未收取信息处理费，无其他需要报告的事项。"),
    ]
    wide, high = (16838, 11906) if style.landscape else (11906, 16838)
    links = ""
    if style.footer:
        links += '<w:footerReference w:type="default" r:id="rId1"/>'
    if style.header or style.watermark:
        links += '<w:headerReference w:type="default" r:id="rId2"/>'
    orient = ' w:orient="landscape"' if style.landscape else ""
    body.append(f'<w:sectPr>{links}<w:pgSz w:w="{wide}" w:h="{high}"{orient}/><w:pgMar w:top="1440" w:right="1418" w:bottom="1440" w:left="1418" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>')
    return "".join(body)


SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WATERMARK = (
    '<w:r><w:pict><v:shapetype id="t" coordsize="21600,21600" o:spt="136" path="m@7,l@8,m@5,21600l@6,21600e"><v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="PowerPlusWaterMarkObject1" type="#t" style="position:absolute;margin-left:0;margin-top:0;width:400pt;height:100pt;rotation:315;z-index:-1;'
    'mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin" fillcolor="silver" stroked="f">'
    '<v:textpath style="font-family:宋体;font-size:1pt" string="水利局 2023"/></v:shape></w:pict></w:r>'
)


def write(path, style, figures, shift):
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    before, _, after = (style.footer or "{}").partition("{}")
    run = lambda text: f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/><Override PartName="/word/footer1.xml" ContentType="{WORD}.footer+xml"/><Override PartName="/word/header1.xml" ContentType="{WORD}.header+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{LINK}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{LINK}/footer" Target="footer1.xml"/><Relationship Id="rId2" Type="{LINK}/header" Target="header1.xml"/></Relationships>',
        "word/document.xml": f"<w:document {SPACE}><w:body>{document(style, figures, shift)}</w:body></w:document>",
        "word/footer1.xml": f'<w:ftr {SPACE}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{run(before)}{field}{run(after)}</w:p></w:ftr>',
        "word/header1.xml": f'<w:hdr {SPACE}><w:p>{run("青川县水利局" if style.header else "")}{WATERMARK if style.watermark else ""}</w:p></w:hdr>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + text)


def same(want, got):
    try:
        return float(want) == (0 if got is None else float(got))
    except ValueError:
        return False


def is_whole(path):
    """Whether all tables are on the pages: LibreOffice loses a table now and then."""
    try:
        text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True).stdout
    except FileNotFoundError:
        return True
    return text.count("审") >= 3  # 尚未审结, once a group of table four


def state(binary, path, want):
    """How one file is read: a word, and what is wrong first."""
    if not is_whole(path):
        return "lost", "a table is not in the PDF"
    run = lambda *arguments: subprocess.run([binary, *arguments, str(path)], capture_output=True, text=True, timeout=300).stdout
    try:
        got = json.loads(run("extract", "--format", "cells"))
    except ValueError:
        got = {}
    findings = json.loads(run("check", "--format", "json", "--lang", "zh"))["reports"][0]["findings"]
    loud = [f for f in findings if f["severity"] != "info" or f["verdict"] == "unknown"]
    told = lambda cell: any(
        any(cell == c["cell"] for c in f["cells"])
        or (f["code"] in ("R001", "T102", "T103", "T104") and (cell.split("[")[0] in f["message"] or f["code"] == "R001"))
        for f in loud
    )
    wrong = [cell for cell in want if cell not in got or not same(want[cell], got[cell])]
    quiet = [cell for cell in wrong if not told(cell)]
    errors = [f for f in loud if f["severity"] == "error" or f["verdict"] == "unknown"]
    word = "SILENT" if quiet else "said" if wrong else "alarm" if errors else "right"
    first = (quiet or wrong or [None])[0]
    detail = f"{len(wrong)} wrong, {len(quiet)} silent; {first}: {want[first]} read {got.get(first)!r}" if first else ""
    if errors and not wrong:
        detail = f"{errors[0]['code']} {errors[0]['message'][:90]}"
    return word, detail


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("binary")
    arguments.add_argument("count", type=int, nargs="?", default=60)
    arguments.add_argument("--keep", type=pathlib.Path, help="folder for the files; those that are there are not made again")
    arguments.add_argument("--only", type=int, metavar="NUMBER")
    arguments.add_argument("--lines", help="only files whose tables have these lines: all, none, level, stripes, box, three")
    arguments = arguments.parse_args()
    folder = arguments.keep or pathlib.Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    numbers = [arguments.only] if arguments.only is not None else range(arguments.count)
    cases, fresh = [], []
    for number in numbers:
        dice = random.Random(number)
        style = Style(dice)
        if arguments.lines not in (None, style.lines):
            continue
        figures = Figures(dice, style)
        pdf = folder / f"{number:04}.pdf"
        if not pdf.exists():
            write(pdf.with_suffix(".docx"), style, figures, number * 613 % 13600)
            fresh.append(str(pdf.with_suffix(".docx")))
        cases.append((number, pdf, style, figures))
    for at in range(0, len(fresh), 50):
        subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), *fresh[at : at + 50]], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    tally = collections.Counter()
    pool = concurrent.futures.ThreadPoolExecutor(2)
    states = pool.map(lambda case: state(arguments.binary, case[1], case[3].cells), cases)
    for (number, pdf, style, figures), (word, detail) in zip(cases, states):
        tally[word] += 1
        if word != "right":
            print(f"{word:6} {number}: {detail}; {style}", flush=True)
    total = sum(tally.values()) - tally["lost"]
    print(", ".join(f"{word} {tally[word]}" for word in ("right", "alarm", "said", "SILENT")), "of", total)
    raise SystemExit(tally["SILENT"] > 0 or tally["right"] * 100 < 97 * total)


if __name__ == "__main__":
    main()
