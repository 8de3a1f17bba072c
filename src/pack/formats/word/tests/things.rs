//! Pictures, text boxes, charts, objects, properties.

use super::*;

/// A PNG of three by two pixels: only its head is looked at.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x02\x08\x02\0\0\0";

fn drawing(inner: &str) -> String {
    format!(
        r#"<w:r><w:drawing><wp:inline><wp:extent cx="1905000" cy="952500"/><wp:docPr id="1" name="图片 1" descr="山坡上的树苗"/><a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"#
    )
}

fn picture(attributes: &str) -> String {
    drawing(&format!("<pic:pic><pic:blipFill><a:blip {attributes}/></pic:blipFill></pic:pic>"))
}

#[test]
fn a_picture_has_its_words_its_size_and_its_caption() {
    let body = format!(r#"{}<w:p>{}</w:p>{}"#, p("T"), picture(r#"r:embed="image""#), ps("Caption", "图1 造林现场"));
    let draft = file(&body).with("image", "media/image1.png", PNG).draft();
    assert_eq!(shown(&draft), "# T\n![山坡上的树苗](image1.png 200×100)图1 造林现场");
    assert_eq!((draft.files.len(), draft.files[0].content.as_slice()), (1, PNG));
}

#[test]
fn a_picture_within_a_line_stands_below_it() {
    let body = format!("{}<w:p>{}{}{}</w:p>", p("T"), r("before "), picture(r#"r:embed="image""#), r("after"));
    let draft = file(&body).with("image", "media/image1.png", PNG).draft();
    assert_eq!(shown(&draft), "# T\nbefore after\n![山坡上的树苗](image1.png 200×100)");
}

#[test]
fn an_older_picture_takes_its_size_from_its_style_or_from_itself() {
    let old = |size: &str| {
        let name = "style";
        format!(
            r#"<w:p><w:r><w:pict><v:shapetype/><v:shape {name}="{size}" alt="一棵树"><v:imagedata r:id="image"/></v:shape></w:pict></w:r></w:p>"#
        )
    };
    let draft = file(&(p("T") + &old("width:72pt;height:1in") + &old(""))).with("image", "media/a.png", PNG).draft();
    assert_eq!(shown(&draft), "# T\n![一棵树](a.png 96×96)\n![一棵树](a.png 3×2)");
    assert_eq!(draft.files.len(), 1);
}

#[test]
fn pictures_that_cannot_be_shown_are_told_with_their_words() {
    let body = format!("{}<w:p>{}{}</w:p>", p("T"), picture(r#"r:embed="image""#), picture(r#"r:embed="none""#));
    let wmf = [&[0xd7, 0xcd, 0xc6, 0x9a][..], &[0; 40]].concat();
    let draft = file(&body).with("image", "media/a.wmf", wmf).draft();
    assert_eq!(
        losses(&draft),
        [
            "a picture was left out: word/media/a.wmf: it is a Windows metafile, which browsers do not show: save it as PNG and put that into the document [山坡上的树苗]",
            "a picture was left out: the file does not say which it is [山坡上的树苗]",
        ]
    );
    assert!(draft.files.is_empty());
}

#[test]
fn a_text_box_is_read_once_where_it_is_anchored() {
    let body = |words: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(words));
    let shape = drawing(&format!("<wps:wsp><wps:txbx>{}</wps:txbx></wps:wsp>", body("框中文字")));
    let both = shape.replace("<w:drawing>", r#"<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>"#).replace(
        "</w:drawing>",
        &format!("</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>", body("框中文字")),
    );
    let draft = file(&format!("{}<w:p>{}{both}</w:p>{}", p("T"), r("锚"), p("下一段"))).draft();
    assert_eq!(shown(&draft), "# T\n锚\n框中文字\n下一段");
    assert_eq!(losses(&draft), ["a text box is kept as paragraphs"]);
}

#[test]
fn charts_diagrams_and_objects_are_told_with_their_words() {
    let body = format!(
        r#"{}<w:p>{}{}<w:r><w:object><v:shape/><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>{}</w:p>"#,
        p("T"),
        drawing(r#"<c:chart r:id="chart"/>"#),
        drawing(r#"<dgm:relIds r:dm="diagramData"/>"#),
        drawing("<wps:wsp/>")
    );
    let chart = format!(
        "<c:chartSpace {NAMES}><a:p><a:r><a:t>造林面积</a:t></a:r></a:p><c:strCache><c:pt><c:v>郭道镇</c:v></c:pt></c:strCache></c:chartSpace>"
    );
    let diagram = format!("<dgm:dataModel {NAMES}><a:t>整地</a:t><a:t>栽植</a:t></dgm:dataModel>");
    let draft = file(&body).with("chart", "charts/chart1.xml", chart).with("diagramData", "diagrams/data1.xml", diagram).draft();
    assert_eq!(
        losses(&draft),
        [
            "a chart was left out [造林面积 郭道镇]",
            "a drawing was left out [整地 栽植]",
            "an object was left out: Excel.Sheet.12",
            "a drawing was left out",
        ]
    );
}

#[test]
fn properties_say_what_the_text_does_not() {
    let core = r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>Road works</dc:title><dc:creator>Roads Office</dc:creator><cp:keywords>roads; bridges</cp:keywords><dc:description>Draft for the board</dc:description><dcterms:created>2019-01-01T00:00:00Z</dcterms:created></cp:coreProperties>"#;
    let mut file = file(&p("From Monday the bridge is closed."));
    file.parts.push(("docProps/core.xml".into(), core.as_bytes().to_vec()));
    let draft = file.draft();
    assert_eq!(draft.article.title, "Road works");
    assert_eq!(draft.article.authors.iter().map(|author| author.name.as_str()).collect::<Vec<_>>(), ["Roads Office"]);
    assert_eq!((draft.tags, draft.article.published.as_str()), (vec!["roads".to_owned(), "bridges".into()], ""));
    assert_eq!(draft.losses[0].words, "Draft for the board");
}
