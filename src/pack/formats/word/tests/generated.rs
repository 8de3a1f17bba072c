//! Properties over generated documents.

use super::*;
use proptest::prelude::*;

/// A word of its own, so that it is found again whatever stands around it.
fn word() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]{4,9}", "[一-龥]{3,6}"]
}

fn run() -> impl Strategy<Value = String> {
    let look = prop::sample::select(vec![
        "",
        "<w:b/>",
        "<w:i/>",
        "<w:vanish/>",
        "<w:caps/>",
        "<w:strike/>",
        r#"<w:vertAlign w:val="superscript"/>"#,
        r#"<w:rStyle w:val="x"/>"#,
        r#"<w:lang w:val="fr-FR"/>"#,
        r#"<w:em w:val="dot"/>"#,
    ]);
    (look, word()).prop_map(|(look, word)| format!(r#"<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve"> {word} </w:t></w:r>"#))
}

fn inline() -> impl Strategy<Value = String> {
    let around = prop::sample::select(vec![
        ("", ""),
        ("<w:ins>", "</w:ins>"),
        ("<w:del>", "</w:del>"),
        ("<w:moveFrom>", "</w:moveFrom>"),
        (r#"<w:hyperlink w:anchor="b">"#, "</w:hyperlink>"),
        (r#"<w:hyperlink r:id="l">"#, "</w:hyperlink>"),
        (r#"<w:fldSimple w:instr="TOC">"#, "</w:fldSimple>"),
        (r#"<w:fldSimple w:instr="DATE">"#, "</w:fldSimple>"),
        ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:strange>", "</w:strange>"),
        (r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>"#, ""),
        (r#"<w:r><w:fldChar w:fldCharType="separate"/></w:r>"#, ""),
        ("", r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#),
        ("<w:r><w:ruby><w:rubyBase>", "</w:rubyBase></w:ruby></w:r>"),
        ("<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p>", "</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"),
        (r#"<w:bookmarkStart w:name="b"/>"#, r#"<w:r><w:footnoteReference w:id="1"/></w:r>"#),
        ("<m:oMath><m:rad><m:e>", "</m:e></m:rad></m:oMath>"),
    ]);
    (around, prop::collection::vec(run(), 1..3)).prop_map(|((before, after), runs)| format!("{before}{}{after}", runs.concat()))
}

fn paragraph() -> impl Strategy<Value = String> {
    let properties = prop::sample::select(vec![
        "",
        r#"<w:pStyle w:val="Heading1"/>"#,
        r#"<w:pStyle w:val="Heading3"/>"#,
        r#"<w:pStyle w:val="Title"/>"#,
        r#"<w:pStyle w:val="Subtitle"/>"#,
        r#"<w:pStyle w:val="Caption"/>"#,
        r#"<w:pStyle w:val="Quote"/>"#,
        r#"<w:pStyle w:val="SourceCode"/>"#,
        r#"<w:pStyle w:val="TOC1"/>"#,
        r#"<w:pStyle w:val="Author"/>"#,
        r#"<w:pStyle w:val="Date"/>"#,
        r#"<w:jc w:val="center"/>"#,
        r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>"#,
        r#"<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr>"#,
        r#"<w:rPr><w:del/></w:rPr>"#,
        r#"<w:framePr w:dropCap="drop"/>"#,
    ]);
    (properties, prop::collection::vec(inline(), 0..4))
        .prop_map(|(properties, runs)| format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", runs.concat()))
}

fn block() -> impl Strategy<Value = String> {
    paragraph().prop_recursive(3, 24, 4, |inner| {
        let properties =
            prop::sample::select(vec!["", r#"<w:gridSpan w:val="2"/>"#, "<w:vMerge/>", r#"<w:vMerge w:val="restart"/>"#, "<w:hMerge/>"]);
        let cell = (properties, prop::collection::vec(inner.clone(), 1..3))
            .prop_map(|(properties, inner)| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", inner.concat()));
        let header = prop::sample::select(vec!["", "<w:trPr><w:tblHeader/></w:trPr>", "<w:trPr><w:del/></w:trPr>"]);
        let row =
            (header, prop::collection::vec(cell, 1..4)).prop_map(|(header, cells)| format!("<w:tr>{header}{}</w:tr>", cells.concat()));
        prop_oneof![
            2 => prop::collection::vec(row, 1..4).prop_map(|rows| format!("<w:tbl>{}</w:tbl>", rows.concat())),
            1 => inner.prop_map(|inner| format!("<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>")),
        ]
    })
}

fn whole(blocks: &[String]) -> File {
    let numbering = r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%3）"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#;
    file(&blocks.concat())
        .with_xml("numbering", "numbering", numbering)
        .with_xml("footnotes", "footnotes", &format!(r#"<w:footnote w:id="1">{}</w:footnote>"#, p("脚注文字")))
        .with_link("l", "https://example.org/")
}

/// The words between tags of `w:t`.
fn words_of_source(body: &str) -> Vec<String> {
    body.split(r#"xml:space="preserve"> "#).skip(1).filter_map(|rest| rest.split(" <").next()).map(str::to_lowercase).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn every_word_is_in_the_article_or_in_the_report(blocks in prop::collection::vec(block(), 1..8)) {
        let file = whole(&blocks);
        let Ok(draft) = import(&file.bytes(), &Options::default()) else {
            // Only a document without any words in its text is none.
            return Ok(());
        };
        assert_sound(&draft);
        let seen = seen(&draft);
        for word in words_of_source(&file.body) {
            prop_assert!(seen.contains(&word), "{word} of {}\nin {seen}", file.body);
        }
    }

    #[test]
    fn no_change_of_bytes_makes_the_import_panic(
        blocks in prop::collection::vec(block(), 1..4),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut bytes = whole(&blocks).bytes();
        for (index, byte) in changes {
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = import(&bytes, &Options::default());
    }

    #[test]
    fn no_text_of_a_document_makes_the_import_panic(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "a", "&#55296;", "&x;", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:ruby/>",
            "<w:drawing/>", "<w:sym w:char='zz'/>", "<w:fldChar w:fldCharType='separate'/>", "<w:fldChar w:fldCharType='end'/>", "<m:nary/>", "<m:oMath>", "</m:oMath>", "<m:f/>",
            "<w:numPr><w:numId w:val='1'/></w:numPr>", "<w:ilvl w:val='99'/>", "<!--", "-->", "<![CDATA[", "]]>", "\u{0}", "<w:sdt/>", "<w:hyperlink/>",
        ]), 0..24),
    ) {
        let _ = import(&file(&pieces.concat()).bytes(), &Options::default());
    }
}
