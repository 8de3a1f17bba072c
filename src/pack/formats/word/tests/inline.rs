//! What stands in lines: looks, links, fields, notes, readings, formulas, changes.

use super::*;

fn run(properties: &str, words: &str) -> String {
    format!(r#"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>"#)
}

/// A paragraph of runs after a title.
#[track_caller]
fn check(runs: &str, expected: &str) {
    let draft = file(&format!("{}<w:p>{runs}</w:p>", p("T"))).draft();
    let shown = shown(&draft);
    assert_eq!(shown.strip_prefix("# T\n").unwrap_or(&shown), expected);
}

#[track_caller]
fn check_losses(runs: &str, expected: &str, lost: &[&str]) {
    let draft = file(&format!("{}<w:p>{runs}</w:p>", p("T"))).draft();
    let shown = shown(&draft);
    assert_eq!(shown.strip_prefix("# T\n").unwrap_or(&shown), expected);
    assert_eq!(losses(&draft), lost);
}

fn field(instruction: &str, result: &str) -> String {
    format!(
        r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#
    )
}

#[test]
fn looks_become_marks_and_runs_that_look_the_same_are_one() {
    check(&[r("水是H"), run(r#"<w:vertAlign w:val="subscript"/>"#, "2"), r("O")].concat(), "水是H_{2}O");
    check(
        &[run("<w:b/>", "一"), run("<w:b/>", "二"), run("<w:b/><w:i/>", "三"), run(r#"<w:b w:val="0"/>"#, "四")].concat(),
        "**一二*三***四",
    );
    check(&run(r#"<w:em w:val="dot"/>"#, "重点"), "*重点*");
    check(&run("<w:caps/>", "nato"), "NATO");
    check(&[r("\u{3000}\u{3000}"), r("\u{3000}段落\u{3000}中")].concat(), "段落\u{3000}中");
    check(
        r#"<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:br w:type="page"/><w:cr/><w:t>e</w:t></w:r>"#,
        "a b⏎c\u{2011}d⏎e",
    );
    check(r#"<w:r><w:t>是</w:t><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>"#, "是☑");
}

#[test]
fn hidden_and_struck_words_are_told() {
    check_losses(
        &[r("seen"), run("<w:vanish/>", " hidden "), run("<w:strike/>", " struck")].concat(),
        "seen struck",
        &["an unknown construct is kept as its words: struck-out words", "hidden words were left out [hidden]"],
    );
}

#[test]
fn links_lead_where_relationships_fields_and_bookmarks_say() {
    let simple = format!(r#"<w:fldSimple w:instr="HYPERLINK &quot;mailto:office@example.org&quot;">{}</w:fldSimple>"#, r("three"));
    let body = [
        p("T"),
        format!(
            r#"<w:p><w:hyperlink r:id="a">{}</w:hyperlink>{}{}</w:p>"#,
            r("one"),
            field(r#"HYPERLINK "https://example.org/two""#, &(r("t") + &run("<w:b/>", "wo"))),
            simple
        ),
        format!(r#"<w:p><w:hyperlink w:anchor="there">{}</w:hyperlink>{}</w:p>"#, r("below"), field(r"REF there \h", &r("下文"))),
        format!(r#"<w:p><w:bookmarkStart w:id="1" w:name="there"/>{}<w:bookmarkEnd w:id="1"/></w:p>"#, r("Here.")),
    ];
    let draft = file(&body.concat()).with_link("a", "https://example.org/one").draft();
    let id = draft.article.sections[0].blocks[2].id();
    assert_eq!(
        shown(&draft),
        format!(
            "# T\n[one](https://example.org/one)[t**wo**](https://example.org/two)[three](mailto:office@example.org)\n[below下文](#{id})\nHere."
        )
    );
}

#[test]
fn links_that_lead_nowhere_are_words_and_told() {
    let runs = format!(
        r#"<w:hyperlink w:anchor="nowhere">{}</w:hyperlink>{}{}"#,
        r("a"),
        field(r#"HYPERLINK "javascript:alert(1)""#, &r("b")),
        field(r#"HYPERLINK "file:///C:/plan.doc""#, &r("c"))
    );
    check_losses(
        &runs,
        "abc",
        &[
            "a link was left out, its words kept: javascript:alert(1)",
            "a link was left out, its words kept: file:///C:/plan.doc",
            "a link was left out, its words kept: #nowhere",
        ],
    );
}

#[test]
fn fields_show_the_result_that_stands_in_the_file() {
    check(&field(r#"DATE \@ "yyyy年M月d日""#, &r("2022年3月5日")), "2022年3月5日");
    check(&[r("图"), field("SEQ 图", &r("1"))].concat(), "图1");
    check(&field("IF 1 = 1", &[r("a"), field("PAGE", &r("7"))].concat()), "a7");
    check_losses(
        &[r("x"), field("FILENAME", ""), field(r#"XE "entry""#, "")].concat(),
        "x",
        &["something that a program works out was left out: FILENAME"],
    );
    let unfinished =
        r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>words</w:t></w:r>"#;
    check_losses(&format!("{}{unfinished}", r("x")), "x", &["something that a program works out was left out: PAGE [words]"]);
}

#[test]
fn a_table_of_contents_is_left_out_over_its_paragraphs() {
    let begin = r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \o "1-3"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>"#;
    let body = format!(
        r#"{}<w:p>{begin}{}</w:p><w:p>{}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>{}"#,
        p("T"),
        r("One 1"),
        r("Two 2"),
        p("Text.")
    );
    let draft = file(&body).draft();
    assert_eq!(shown(&draft), "# T\nText.");
    assert_eq!(losses(&draft), ["something that a program works out was left out: table of contents [One 1 Two 2]"]);
    let control = format!(
        r#"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{}{}</w:sdtContent></w:sdt>"#,
        p("目录"),
        p("一、要求 1")
    );
    let draft = file(&(p("T") + &control + &p("Text."))).draft();
    assert_eq!((shown(&draft).as_str(), losses(&draft).len()), ("# T\nText.", 1));
}

#[test]
fn readings_stand_beside_their_characters() {
    let ruby = format!("<w:r><w:ruby><w:rubyPr/><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>", r("qìn"), r("沁"));
    check(&[ruby, r("源")].concat(), "{沁|qìn}源");
    check(&field(r#"EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(qìn),沁)"#, ""), "{沁|qìn}");
}

#[test]
fn formulas_stand_in_lines_and_by_themselves() {
    let fraction = format!("<m:oMath><m:f><m:num>{0}</m:num><m:den>{0}</m:den></m:f></m:oMath>", "<m:r><m:t>x</m:t></m:r>");
    check(&[r("so "), fraction.clone(), r(" is one")].concat(), "so $x/x$ is one");
    check(&[r("before"), format!("<m:oMathPara>{fraction}</m:oMathPara>"), r("after")].concat(), "before\n$$x/x$$\nafter");
}

#[test]
fn changes_are_read_as_accepted() {
    let runs = format!(
        r#"{}<w:ins w:id="1">{}</w:ins><w:del w:id="2"><w:r><w:delText>old words</w:delText></w:r></w:del><w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo>"#,
        r("a "),
        r("b "),
        r("moved"),
        r("moved")
    );
    check_losses(&runs, "a b moved", &["words deleted in tracked changes were left out [old words moved]"]);
    let joined = format!("{}<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>{}", p("T"), r("one "), p("two"));
    check_file(&file(&joined), "# T\none two");
}

#[test]
fn the_large_initial_of_a_paragraph_belongs_to_it() {
    let body = format!(r#"{}<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr>{}</w:p>{}"#, p("T"), r("T"), p("he road."));
    check_file(&file(&body), "# T\nThe road.");
}

#[test]
fn notes_stand_below_what_refers_to_them() {
    let mark = |kind: &str, id: u32| format!(r#"<w:r><w:{kind}Reference w:id="{id}"/></w:r>"#);
    let note =
        |kind: &str, id: u32, words: &str| format!(r#"<w:{kind} w:id="{id}"><w:p><w:r><w:{kind}Ref/></w:r>{}</w:p></w:{kind}>"#, r(words));
    let footnotes = format!(
        r#"<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>{}{}"#,
        note("footnote", 1, "数据来自统计局。"),
        note("footnote", 2, "无人引用。")
    );
    let body = format!(
        "{}<w:p>{}{}{}</w:p><w:p>{}{}</w:p>",
        p("T"),
        r("增长"),
        mark("footnote", 1),
        mark("endnote", 1),
        r("下降"),
        mark("footnote", 9)
    );
    let draft = file(&body)
        .with_xml("footnotes", "footnotes", &footnotes)
        .with_xml("endnotes", "endnotes", &note("endnote", 1, "见附件。"))
        .draft();
    assert_eq!(shown(&draft), "# T\n增长[^][^]\n[^] 数据来自统计局。\n[^] 见附件。\n下降\n[^] 无人引用。");
    assert_eq!(losses(&draft), ["a mark leads to a note that is not there: 9", "no mark leads to a note, which is kept: 2"]);
}

#[test]
fn comments_and_running_heads_are_told() {
    let body = format!(r#"{}<w:p>{}<w:r><w:commentReference w:id="3"/></w:r></w:p>"#, p("T"), r("text"));
    let draft = file(&body)
        .with_xml("comments", "comments", &format!(r#"<w:comment w:id="3">{}</w:comment>"#, p("请核实")))
        .with_xml("header", "hdr", &p("内部资料"))
        .draft();
    assert_eq!(losses(&draft), ["a comment was left out [请核实]", "a running head or foot was left out [内部资料]"]);
    assert_eq!(draft.losses[0].at, Spot::Near("text".into()));
    assert_eq!(draft.losses[1].at, Spot::In("word/header.xml".into()));
}

#[test]
fn content_controls_are_unwrapped_and_their_prompts_left_out() {
    let runs = format!(
        r#"<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"#,
        r("kept"),
        r("click here")
    );
    check_losses(&runs, "kept", &["a control of a form was left out [click here]"]);
}

#[test]
fn words_in_another_language_say_so() {
    let body = [
        p("通知"),
        format!("<w:p>{}{}</w:p>", r("本次活动的口号是统一制作的，"), run(r#"<w:lang w:val="en-GB"/>"#, "trees for the valley")),
    ];
    check_file(&file(&body.concat()), "# 通知\n本次活动的口号是统一制作的，<en trees for the valley>");
}
