//! Whole files: what Word and WPS write, put together here, and files that other programs have written (`tests/fixtures/import/word`).

mod errors;
mod files;
mod generated;
mod inline;
mod structure;
mod things;

use super::import;
use crate::article::{Article, Block, Text, check, plain_text, plain_text_of_block};
use crate::import::{Draft, Loss, Options, Spot};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Declarations of the names that the parts use.
const NAMES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office""#;
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A file in the making: its text, and further parts.
#[derive(Default)]
struct File {
    body: String,
    parts: Vec<(String, Vec<u8>)>,
    relationships: String,
}

fn file(body: &str) -> File {
    File { body: body.to_owned(), ..File::default() }
}

impl File {
    /// A part to which the text stands in a relation: its kind is also its id.
    fn with(mut self, kind: &str, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.parts.push((format!("word/{name}"), content.as_ref().to_vec()));
        self.relationships += &format!(r#"<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{name}"/>"#);
        self
    }

    fn with_xml(self, kind: &str, root: &str, inner: &str) -> Self {
        self.with(kind, &format!("{kind}.xml"), format!("<w:{root} {NAMES}>{inner}</w:{root}>"))
    }

    fn with_styles(self, inner: &str) -> Self {
        self.with_xml("styles", "styles", inner)
    }

    fn with_link(mut self, id: &str, to: &str) -> Self {
        self.relationships += &format!(r#"<Relationship Id="{id}" Type="{OFFICE}/hyperlink" Target="{to}" TargetMode="External"/>"#);
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let document = format!(r#"<?xml version="1.0"?><w:document {NAMES}><w:body>{}</w:body></w:document>"#, self.body);
        let mut parts = vec![
            (
                "_rels/.rels".to_owned(),
                format!(r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{OFFICE}/officeDocument" Target="word/document.xml"/><Relationship Id="b" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#).into_bytes(),
            ),
            ("word/document.xml".to_owned(), document.into_bytes()),
            (
                "word/_rels/document.xml.rels".to_owned(),
                format!(r#"<Relationships xmlns="{PACKAGE}">{}</Relationships>"#, self.relationships).into_bytes(),
            ),
        ];
        parts.extend(self.parts.iter().cloned());
        zipped(&parts)
    }

    #[track_caller]
    fn draft(&self) -> Draft {
        let draft = import(&self.bytes(), &Options::default()).unwrap();
        assert_sound(&draft);
        draft
    }
}

fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A draft is an article once it has an id, and says of every loss where it was.
#[track_caller]
fn assert_sound(draft: &Draft) {
    let article = Article { id: "a".into(), ..draft.article.clone() };
    assert_eq!(check(&article).iter().map(|problem| format!("{problem:?}")).collect::<Vec<_>>(), Vec::<String>::new());
    assert!(draft.losses.iter().all(|loss| loss.at != Spot::Unknown), "{:?}", draft.losses);
}

fn p(words: &str) -> String {
    format!("<w:p>{}</w:p>", r(words))
}

fn r(words: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{words}</w:t></w:r>"#)
}

/// A paragraph with properties.
fn pp(properties: &str, words: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", r(words))
}

/// A paragraph of a style.
fn ps(style: &str, words: &str) -> String {
    pp(&format!(r#"<w:pStyle w:val="{style}"/>"#), words)
}

/// The article as lines: `# title`, `## section`, blocks with what they are, marks in brackets.
fn shown(draft: &Draft) -> String {
    let mut lines = vec![format!("# {}", draft.article.title)];
    for section in &draft.article.sections {
        if !section.title.is_empty() {
            lines.push(format!("{} {}", "#".repeat(section.level as usize + 1), section.title));
        }
        section.blocks.iter().for_each(|block| block_lines(block, "", &mut lines));
    }
    lines.join("\n")
}

fn block_lines(block: &Block, before: &str, lines: &mut Vec<String>) {
    match block {
        Block::Paragraph(b) => lines.push(format!("{before}{}", marked(&b.text))),
        Block::List(b) => {
            for (index, item) in b.items.iter().enumerate() {
                let sign = b.start.map_or("-".to_owned(), |start| format!("{}.", start as usize + index));
                lines.push(format!("{before}{sign} {}", marked(&item.text)));
                item.blocks.iter().for_each(|block| block_lines(block, &format!("{before}  "), lines));
            }
        }
        Block::Note(b) => b.blocks.iter().for_each(|block| block_lines(block, &format!("{before}[^] "), lines)),
        Block::Quote(b) => b.blocks.iter().for_each(|block| block_lines(block, &format!("{before}> "), lines)),
        Block::Register(b) => {
            lines.push(format!("{before}| {} |", b.columns.iter().map(|column| column.title.clone()).collect::<Vec<_>>().join(" | ")));
            lines.extend(b.rows.iter().map(|row| format!("{before}| {} |", row.iter().map(marked).collect::<Vec<_>>().join(" | "))));
            if !b.caption.0.is_empty() {
                lines.push(format!("{before}^ {}", marked(&b.caption)));
            }
        }
        Block::Image(b) => {
            let caption = b.caption.as_ref().map(marked).unwrap_or_default();
            lines.push(format!("{before}![{}]({} {}×{}){caption}", b.alt, b.src, b.width, b.height));
        }
        Block::Code(b) => lines.push(format!("{before}```{}```", b.text)),
        Block::Math(b) => lines.push(format!("{before}$${}$$", b.text)),
        other => lines.push(format!("{before}{}", plain_text_of_block(other))),
    }
}

fn marked(text: &Text) -> String {
    use crate::article::{Mark, Run};
    let mark = |mark: &Mark| match mark {
        Mark::Strong(text) => format!("**{}**", marked(text)),
        Mark::Emphasis(text) => format!("*{}*", marked(text)),
        Mark::Sub(text) => format!("_{{{}}}", marked(text)),
        Mark::Sup(text) => format!("^{{{}}}", marked(text)),
        Mark::Link(link) => format!("[{}]({})", marked(&link.text), link.to),
        Mark::Lang(span) => format!("<{} {}>", span.lang, marked(&span.text)),
        Mark::Ruby(ruby) => format!("{{{}|{}}}", ruby.base, ruby.reading),
        Mark::Math(formula) => format!("${}$", formula.text),
        Mark::Code(code) => format!("`{code}`"),
        Mark::Note(_) => "[^]".to_owned(),
        other => format!("{other:?}"),
    };
    text.0
        .iter()
        .map(|run| match run {
            Run::Plain(words) => words.replace('\n', "⏎"),
            Run::Marked(marked) => mark(marked),
        })
        .collect()
}

fn losses(draft: &Draft) -> Vec<String> {
    let shown = |loss: &Loss| if loss.words.is_empty() { loss.what.to_string() } else { format!("{} [{}]", loss.what, loss.words) };
    draft.losses.iter().map(shown).collect()
}

#[track_caller]
fn check_file(file: &File, expected: &str) {
    assert_eq!(shown(&file.draft()), expected);
}

/// All that a reader of the article and of its report sees, in lower case.
fn seen(draft: &Draft) -> String {
    let article = &draft.article;
    let mut words = vec![article.title.clone(), article.standfirst.clone()];
    words.extend(article.authors.iter().map(|author| author.name.clone()));
    words.extend(article.sections.iter().map(|section| section.title.clone()));
    words.extend(plain_text(article).into_iter().map(|passage| passage.text));
    words.extend(draft.losses.iter().map(|loss| loss.words.clone()));
    words.join("\n").to_lowercase()
}
