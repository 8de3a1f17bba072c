//! Files that cannot be read.

use super::*;

#[track_caller]
fn check_error(bytes: &[u8], message: &str) {
    let error = import(bytes, &Options::default()).unwrap_err();
    assert!(error.message.contains(message), "{}", error.message);
    assert!(!error.help.is_empty());
}

fn parts(document: &str) -> Vec<(String, Vec<u8>)> {
    vec![("word/document.xml".into(), document.as_bytes().to_vec())]
}

#[test]
fn what_is_missing_or_damaged_is_said_with_a_next_step() {
    check_error(&zipped(&[("a.txt".into(), b"a".to_vec())]), "word/document.xml is missing");
    check_error(&zipped(&[("xl/workbook.xml".into(), b"<a/>".to_vec())]), "a workbook or a presentation");
    check_error(&zipped(&parts("<w:document><w:body>")), "not well-formed");
    check_error(&zipped(&parts("<other/>")), "holds no text");
    check_error(&file("").bytes(), "no text in this document");
    let mut cut = file(&p("text")).bytes();
    cut.truncate(cut.len() / 2);
    check_error(&cut, "damaged");
}

#[test]
fn a_part_that_unpacks_to_more_than_memory_is_refused() {
    let large = vec![b' '; 65 << 20];
    let bytes = zipped(&[("word/document.xml".into(), large)]);
    assert!(bytes.len() < 1 << 20);
    check_error(&bytes, "unpacks to more than 64 MiB");
}

#[test]
fn what_is_nested_without_end_is_refused_and_what_is_nested_deep_is_read() {
    let nested = |depth: usize| format!("{}{}{}", "<w:tbl><w:tr><w:tc>".repeat(depth), p("inmost"), "</w:tc></w:tr></w:tbl>".repeat(depth));
    check_error(&file(&nested(60)).bytes(), "nested deeper than");
    assert!(seen(&file(&nested(40)).draft()).contains("inmost"));
    let runs = |depth: usize| format!("<w:p>{}{}{}</w:p>", "<w:ins>".repeat(depth), r("inmost"), "</w:ins>".repeat(depth));
    assert!(seen(&file(&runs(150)).draft()).contains("inmost"));
    let roots =
        format!("<w:p><m:oMath>{}<m:r><m:t>inmost</m:t></m:r>{}</m:oMath></w:p>", "<m:rad><m:e>".repeat(70), "</m:e></m:rad>".repeat(70));
    assert!(seen(&file(&roots).draft()).contains("inmost"));
    let boxes = |depth: usize| {
        format!(
            "{}{}{}",
            "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>".repeat(depth),
            p("inmost"),
            "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>".repeat(depth)
        )
    };
    assert!(seen(&file(&boxes(20)).draft()).contains("inmost"));
}

#[test]
fn a_file_of_another_zip_program_is_read_all_the_same() {
    let document = format!("<w:document {NAMES}><w:body>{}</w:body></w:document>", p("text"));
    let draft = import(&zipped(&[("word\\Document.xml".into(), document.into_bytes())]), &Options::default()).unwrap();
    assert_eq!(draft.article.title, "text");
}

#[test]
fn merged_cells_do_not_multiply_their_words_without_end() {
    let wide = format!(r#"<w:tc><w:tcPr><w:gridSpan w:val="4000000000"/></w:tcPr>{}</w:tc>"#, p(&"字".repeat(20_000)));
    let rows = format!("<w:tr>{wide}</w:tr>").repeat(20);
    let draft = file(&(p("T") + &format!("<w:tbl>{rows}</w:tbl>"))).draft();
    let words: usize = plain_text(&draft.article).iter().map(|passage| passage.text.len()).sum();
    assert!(words < 8 << 20, "{words}");
}
