//! Titles, headings, lists, tables.

use super::*;

const STYLES: &str = r#"
    <w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>
    <w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
    <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/></w:style>
    <w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/></w:style>
    <w:style w:type="paragraph" w:styleId="a4"><w:name w:val="Subtitle"/></w:style>
    <w:style w:type="paragraph" w:styleId="a5"><w:name w:val="caption"/></w:style>
    <w:style w:type="paragraph" w:styleId="li"><w:name w:val="条目"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="q"><w:name w:val="Quote"/></w:style>
    <w:style w:type="paragraph" w:styleId="code"><w:name w:val="HTML Preformatted"/></w:style>
    <w:style w:type="paragraph" w:styleId="t1"><w:name w:val="toc 1"/></w:style>"#;

const NUMBERING: &str = r#"
    <w:abstractNum w:abstractNumId="0">
      <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
      <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl>
      <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl></w:abstractNum>
    <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>"#;

fn styled(body: &str) -> File {
    file(body).with_styles(STYLES).with_xml("numbering", "numbering", NUMBERING)
}

fn numbered(list: u32, level: u32, words: &str) -> String {
    pp(&format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#), words)
}

#[test]
fn title_headings_and_what_stands_below_the_title_come_from_styles() {
    let body = [
        ps("a3", "全县春季造林工作方案"),
        ps("a4", "二〇二二年三月"),
        p("各乡镇："),
        ps("1", "总体要求"),
        p("统一部署。"),
        ps("2", "任务"),
        p("造林。"),
    ];
    let draft = styled(&body.concat()).draft();
    assert_eq!(shown(&draft), "# 全县春季造林工作方案\n各乡镇：\n## 总体要求\n统一部署。\n### 任务\n造林。");
    assert_eq!((draft.article.standfirst.as_str(), draft.article.lang.as_str()), ("二〇二二年三月", "zh-Hans"));
}

#[test]
fn a_heading_that_stands_alone_above_all_is_the_title() {
    let body = [ps("1", "Road works"), p("From Monday."), ps("2", "Detours"), p("By the bridge.")];
    check_file(&styled(&body.concat()), "# Road works\nFrom Monday.\n## Detours\nBy the bridge.");
    let two = [ps("1", "Road works"), p("From Monday."), ps("1", "Detours"), p("By the bridge.")];
    check_file(&styled(&two.concat()), "# Road works\n## Road works\nFrom Monday.\n## Detours\nBy the bridge.");
}

#[test]
fn an_outline_level_of_the_paragraph_makes_it_a_heading() {
    let body = [p("First."), pp(r#"<w:outlineLvl w:val="1"/>"#, "Second"), p("Third.")];
    check_file(&styled(&body.concat()), "# Second\nFirst.\n## Second\nThird.");
    let plain = [p("Notice"), pp(r#"<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>"#, "No heading"), p("Text.")];
    check_file(&styled(&plain.concat()), "# Notice\nNo heading\nText.");
}

/// A line as official papers have it, typed by hand: `size` in half points.
fn line(centred: bool, size: u32, bold: bool, words: &str) -> String {
    let side = if centred { r#"<w:jc w:val="center"/>"# } else { "" };
    let bold = if bold { "<w:b/>" } else { "" };
    format!(r#"<w:p><w:pPr>{side}</w:pPr><w:r><w:rPr>{bold}<w:sz w:val="{size}"/></w:rPr><w:t>{words}</w:t></w:r></w:p>"#)
}

#[test]
fn a_paper_without_styles_has_its_title_in_large_centred_lines() {
    let body = [
        line(true, 72, true, "沁源县人民政府文件"),
        line(true, 32, false, "沁政发〔2022〕5号"),
        line(true, 44, false, "沁源县人民政府"),
        line(true, 44, false, "关于做好春季造林工作的通知"),
        line(false, 32, false, "各乡镇人民政府："),
        line(false, 32, true, "一、总体要求"),
        line(false, 32, false, "坚持因地制宜。"),
        line(false, 32, true, "（一）任务"),
        line(false, 32, false, "一、这一句很长，不是标题，因为它有句号。"),
        line(false, 32, true, "二、工作步骤"),
        line(false, 32, false, "分两步。"),
    ];
    check_file(
        &styled(&body.concat()),
        "# 沁源县人民政府关于做好春季造林工作的通知\n**沁源县人民政府文件**\n沁政发〔2022〕5号\n各乡镇人民政府：\n## 一、总体要求\n坚持因地制宜。\n### （一）任务\n\
         一、这一句很长，不是标题，因为它有句号。\n## 二、工作步骤\n分两步。",
    );
}

#[test]
fn a_centred_line_of_the_size_of_the_text_is_no_title_before_a_larger_one() {
    let body = [
        line(true, 32, false, "（征求意见稿）"),
        line(true, 44, false, "河道管理办法"),
        line(true, 32, false, "2022年3月"),
        line(false, 32, false, "为加强河道管理，制定本办法。"),
    ];
    check_file(&styled(&body.concat()), "# 河道管理办法\n（征求意见稿）\n2022年3月\n为加强河道管理，制定本办法。");
}

#[test]
fn typed_numbers_are_text_where_they_do_not_clearly_head_anything() {
    let one = [p("通知"), line(false, 32, true, "一、总体要求"), p("坚持。")];
    check_file(&styled(&one.concat()), "# 通知\n**一、总体要求**\n坚持。");
    let plain = [p("通知"), p("一、总体要求"), p("二、工作步骤")];
    check_file(&styled(&plain.concat()), "# 通知\n一、总体要求\n二、工作步骤");
    let gap = [p("通知"), line(false, 32, true, "一、总体要求"), line(false, 32, true, "三、工作步骤")];
    check_file(&styled(&gap.concat()), "# 通知\n**一、总体要求**\n**三、工作步骤**");
}

#[test]
fn lists_are_nested_and_count_on_after_text_between() {
    let body = [
        p("Steps"),
        numbered(1, 0, "Dig"),
        numbered(1, 1, "deep"),
        numbered(1, 1, "wide"),
        numbered(1, 0, "Plant"),
        p("Wait a day."),
        numbered(1, 0, "Water"),
        numbered(1, 2, "gently"),
    ];
    let draft = styled(&body.concat()).draft();
    assert_eq!(shown(&draft), "# Steps\n1. Dig\n  - deep\n  - wide\n2. Plant\nWait a day.\n3. Water\n  1. gently");
    assert_eq!(losses(&draft), ["an unknown construct is kept as its words: letters before the items of a list: shown as numbers"]);
}

#[test]
fn chinese_numbers_that_word_counts_are_in_the_words() {
    let style = format!(r#"<w:pStyle w:val="1"/>{}"#, r#"<w:numPr><w:numId w:val="2"/></w:numPr>"#);
    let body = [p("方案"), pp(&style, "总体要求"), numbered(2, 0, "加强领导。"), pp(&style, "任务")];
    check_file(&styled(&body.concat()), "# 方案\n## 一、总体要求\n二、加强领导。\n## 三、任务");
}

#[test]
fn numbers_come_through_styles_and_are_taken_off_by_a_paragraph() {
    let body =
        [p("清单"), ps("li", "树苗"), ps("li", "铁锹"), pp(r#"<w:pStyle w:val="li"/><w:numPr><w:numId w:val="0"/></w:numPr>"#, "不在其中")];
    check_file(&styled(&body.concat()), "# 清单\n1. 树苗\n2. 铁锹\n不在其中");
}

#[test]
fn quotations_and_code_are_gathered() {
    let code =
        |words: &str| format!(r#"<w:p><w:pPr><w:pStyle w:val="code"/></w:pPr><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>"#);
    let body = [p("Title"), ps("q", "One."), ps("q", "Two."), code("if a:"), code("    b()")];
    check_file(&styled(&body.concat()), "# Title\n> One.\n> Two.\n```if a:\n    b()```");
}

fn cell(properties: &str, inner: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>")
}

fn row(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

fn table(rows: &[String]) -> String {
    format!("<w:tbl><w:tblPr/>{}</w:tbl>", rows.concat())
}

fn c(words: &str) -> String {
    cell("", &p(words))
}

#[test]
fn merged_cells_are_repeated_and_reported() {
    let rows = [
        row(&[c("乡镇"), cell(r#"<w:gridSpan w:val="2"/>"#, &p("面积"))]),
        row(&[cell(r#"<w:vMerge w:val="restart"/>"#, &p("郭道镇")), c("120"), c("1,300")]),
        row(&[cell("<w:vMerge/>", "<w:p/>"), c("80"), c("900")]),
    ];
    let draft = styled(&(ps("a5", "表1 造林面积") + &table(&rows) + &p("单位：亩"))).draft();
    let shown = shown(&draft);
    assert!(shown.contains("| 乡镇 | 面积 | 面积 |\n| 郭道镇 | 120 | 1,300 |\n| 郭道镇 | 80 | 900 |\n^ 表1 造林面积\n单位：亩"), "{shown}");
    assert_eq!(losses(&draft), ["cells that span others are repeated in each row or column"]);
    let Block::Register(register) = &draft.article.sections[0].blocks[0] else { panic!("a register") };
    assert_eq!(register.columns.iter().map(|column| column.kind).collect::<Vec<_>>(), {
        use crate::article::ColumnKind::{Number, Text};
        [Text, Number, Number]
    });
}

#[test]
fn rows_that_are_repeated_on_each_page_are_the_heading() {
    let head = |cells: &[String]| format!("<w:tr><w:trPr><w:tblHeader/></w:trPr>{}</w:tr>", cells.concat());
    let rows = [
        head(&[c("Town"), cell(r#"<w:gridSpan w:val="2"/>"#, &p("Trees"))]),
        head(&[c("Town"), c("old"), c("")]),
        row(&[c("North"), c("3"), c("4")]),
    ];
    check_file(&styled(&(p("Title") + &table(&rows))), "# Title\n| Town | Trees / old | Trees |\n| North | 3 | 4 |");
}

#[test]
fn ragged_rows_are_filled_and_a_table_within_a_table_is_lines() {
    let inner = table(&[row(&[c("a"), c("b")]), row(&[c("c"), c("d")])]);
    let rows = [row(&[c("One"), c("Two"), c("Three")]), row(&[cell("", &(p("in") + &inner + "<w:p/>"))])];
    let draft = styled(&(p("Title") + &table(&rows))).draft();
    assert_eq!(shown(&draft), "# Title\n| One | Two | Three |\n| in⏎a | b⏎c | d |  |  |");
    assert_eq!(losses(&draft), ["a table within a table is kept as lines"]);
}

#[test]
fn a_frame_drawn_as_a_table_is_its_paragraphs() {
    let draft = styled(&(p("Title") + &table(&[row(&[cell("", &(p("Inside.") + &numbered(1, 0, "one")))])]))).draft();
    assert_eq!(shown(&draft), "# Title\nInside.\n1. one");
}

#[test]
fn lists_and_links_keep_what_they_say_in_cells() {
    let rows = [row(&[c("What"), c("Who")]), row(&[cell("", &(numbered(1, 0, "dig") + &numbered(1, 0, "plant"))), c("all")])];
    check_file(&styled(&(p("Title") + &table(&rows))), "# Title\n| What | Who |\n| 1. dig⏎2. plant | all |");
}
