//! Books in EPUB 2 and 3: the chapters of the spine, in its order, as the sections of one article.

mod bounds;
mod chapter;
mod paths;

use super::html::blocks::{Context, Piece, pieces, pour};
use super::html::dom::{attribute, squeezed};
use super::html::notes::{Notes, notes};
use super::html::place::Place;
use super::html::source::{Writing, prepare};
use super::{dates, encoding, finish, language};
use crate::article::{Author, Block, Image};
use crate::import::{Body, Draft, EmbeddedFile, ImportError, Loss, Lost, Options, Spot, is_allowed};
use chapter::{Book, Chapter};
use dom_query::{Document, NodeRef};
use paths::path_of;
use rbook::Epub;
use std::collections::HashMap;
use std::io::Cursor;

pub fn import(bytes: &[u8], options: &Options) -> Result<Draft, ImportError> {
    bounds::check(bytes)?;
    let epub = Epub::options().strict(false).read(Cursor::new(bytes.to_vec())).map_err(|error| {
        ImportError::new(format!("the book cannot be read: {error}"), "look whether it opens in a reader of books, and is not locked")
    })?;
    let mut losses = Vec::new();
    let texts = texts(&epub, &mut losses);
    if texts.is_empty() {
        return Err(ImportError::new("the book has no chapters", "look whether it opens in a reader of books"));
    }

    let book = Book::of(&epub, texts.iter().map(|text| text.path.clone()));
    let chapters: Vec<Chapter> = texts.iter().map(|text| Chapter { book: &book, path: &text.path }).collect();
    let roots: Vec<Option<NodeRef>> = texts.iter().map(|text| text.document.body()).collect();
    let read: Vec<(NodeRef, &dyn Place)> =
        roots.iter().zip(&chapters).filter_map(|(root, chapter)| Some(((*root)?, chapter as &dyn Place))).collect();
    let lang = language_of(&epub, &read, options);
    let title = epub.metadata().title().map(|title| clean(title.value())).unwrap_or_default();

    let mut draft = Draft::new(&lang, &title);
    head(&epub, &mut draft, &mut losses);
    let mut body = Body::default();
    let labels = labels(&epub);
    for (text, ((root, place), own_notes)) in texts.iter().zip(read.iter().zip(&notes(&read))) {
        losses.extend(chapter_into(&mut body, text, root, *place, own_notes, &labels, &draft));
    }
    if is_vertical(&epub) {
        losses.push(Loss::new(Lost::Vertical));
    }
    let mut files = book.used(&epub, &mut losses);
    let cover = cover(&epub, &book, &mut files, &title);
    let mut draft = finish(draft, body, losses, files)?;
    if let Some(cover) = cover {
        let mut front = Body::default();
        front.push(cover);
        // Named among the others, so that no name is there twice.
        let taken = |id: &str| draft.article.sections.iter().any(|section| section.id == id);
        let mut sections = front.finish().0;
        if let Some(section) = sections.first_mut().filter(|section| taken(&section.id)) {
            section.id = "cover".to_owned();
        }
        if sections.iter().all(|section| !taken(&section.id)) {
            draft.article.sections.splice(0..0, sections);
        }
    }
    Ok(draft)
}

/// A chapter's file, parsed.
struct Text {
    path: String,
    document: Document,
    too_deep: bool,
}

fn texts(epub: &Epub, losses: &mut Vec<Loss>) -> Vec<Text> {
    let mut texts = Vec::new();
    for entry in epub.spine().iter() {
        let Some(entry) = entry.manifest_entry() else {
            losses.push(Loss::new(Lost::Object { kind: entry.idref().to_owned() }));
            continue;
        };
        let path = path_of(&entry.href().decode());
        if !entry.media_type().contains("html") && !entry.media_type().contains("xml") {
            losses.push(Loss::new(Lost::Object { kind: entry.media_type().to_owned() }).at(Spot::In(path)));
            continue;
        }
        match entry.read_bytes() {
            Ok(bytes) => {
                let (text, _) = encoding::decode(&bytes);
                let prepared = prepare(&text, Writing::Xhtml);
                texts.push(Text { path, document: Document::from(prepared.text), too_deep: prepared.too_deep.is_some() });
            }
            Err(_) => losses.push(Loss::new(Lost::Object { kind: path.clone() }).at(Spot::In(path))),
        }
    }
    texts
}

fn chapter_into(
    body: &mut Body,
    text: &Text,
    root: &NodeRef,
    place: &dyn Place,
    own_notes: &Notes,
    labels: &HashMap<String, (u8, String)>,
    draft: &Draft,
) -> Vec<Loss> {
    let spot = |_: &NodeRef| Spot::In(text.path.clone());
    let context = Context { place, notes: own_notes, spot: &spot, lang: &draft.article.lang, title: "" };
    let (read, mut losses) = pieces(root, &context);
    if text.too_deep {
        losses.push(Loss::new(Lost::TooDeep).at(Spot::In(text.path.clone())));
    }
    // Links lead to the chapter as a whole, and to the name of its body.
    body.anchor(&text.path);
    attribute(root, "id").iter().for_each(|id| body.anchor(&place.anchor(id)));
    let mut seen = read.iter().filter(|piece| !matches!(piece, Piece::Anchor(_)));
    if let Some(first) = seen.next()
        && !matches!(first, Piece::Heading { .. })
    {
        let has_heading = seen.any(|piece| matches!(piece, Piece::Heading { .. }));
        match labels.get(&text.path).filter(|_| !has_heading) {
            Some((level, label)) => body.heading(*level, label, ""),
            None => body.heading(1, "", ""),
        }
    }
    pour(body, read, "");
    losses
}

/// What the table of contents calls each file, and how deep.
fn labels(epub: &Epub) -> HashMap<String, (u8, String)> {
    let mut labels = HashMap::new();
    let Some(contents) = epub.toc().contents() else { return labels };
    for entry in contents.flatten() {
        let label = clean(entry.label());
        if let Some(href) = entry.href().filter(|_| !label.is_empty()) {
            let path = path_of(&href.path().decode());
            labels.entry(path).or_insert((entry.depth().clamp(1, 5) as u8, label));
        }
    }
    labels
}

/// What the book says its language is, if its text is in that one.
fn language_of(epub: &Epub, texts: &[(NodeRef, &dyn Place)], options: &Options) -> String {
    const ENOUGH: usize = 20_000;
    let said = epub.metadata().language().map(|language| language.value().trim().replace('_', "-"));
    let mut sample = String::new();
    for (root, _) in texts {
        if sample.len() > ENOUGH {
            break;
        }
        sample.push_str(&root.text());
    }
    language::of(said.as_deref(), &sample, options)
}

fn head(epub: &Epub, draft: &mut Draft, losses: &mut Vec<Loss>) {
    let metadata = epub.metadata();
    draft.article.standfirst = metadata.description().map(|words| clean(&super::html::words_of(words.value()))).unwrap_or_default();
    draft.article.rights = clean(&metadata.rights().map(|rights| rights.value().to_owned()).collect::<Vec<_>>().join(" "));
    draft.tags = metadata.tags().map(|tag| clean(tag.value())).filter(|tag| !tag.is_empty()).collect();
    let published = metadata.published_entry().map(|date| date.value().to_owned()).unwrap_or_default();
    // A year by itself is a date too.
    let is_year = |date: &str| date.len() == 4 && date.bytes().all(|byte| byte.is_ascii_digit());
    draft.article.published =
        dates::day(&published).or_else(|| is_year(published.trim()).then(|| published.trim().to_owned())).unwrap_or_default();
    for creator in metadata.creators() {
        let (name, role) = (clean(creator.value()), creator.main_role().map(|role| role.code().to_owned()));
        match role.as_deref() {
            _ if name.is_empty() => {}
            None | Some("aut" | "") => draft.author(&name),
            Some(role) => draft.article.authors.push(Author { name, role: role_in_words(role).to_owned() }),
        }
    }
    for contributor in metadata.contributors() {
        losses.push(Loss::new(Lost::Field { name: "contributor".into() }).with_words(clean(contributor.value())));
    }
    let publisher = metadata.publishers().next().map(|publisher| clean(publisher.value())).filter(|name| !name.is_empty());
    if let Some(publisher) = publisher {
        let published = draft.article.published.clone();
        let source = draft.source();
        source.outlet = publisher;
        source.published = published;
    }
}

/// The commonest of the Library of Congress' codes.
fn role_in_words(code: &str) -> &str {
    match code {
        "trl" => "translation",
        "edt" => "editing",
        "ill" => "illustrations",
        "pht" => "photographs",
        other => other,
    }
}

/// Whether a style sheet sets the text from top to bottom.
fn is_vertical(epub: &Epub) -> bool {
    epub.manifest().styles().filter_map(|style| style.read_str().ok()).any(|style| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        style.contains("writing-mode:vertical") || style.contains("writing-mode:tb-rl")
    })
}

/// The picture on the cover, where no chapter shows it.
fn cover(epub: &Epub, book: &Book, files: &mut Vec<EmbeddedFile>, title: &str) -> Option<Block> {
    let entry = epub.manifest().cover_image()?;
    let path = path_of(&entry.href().decode());
    if book.is_used(&path) {
        return None;
    }
    let name = book.file(&path)?;
    files.push(EmbeddedFile { name: name.clone(), content: entry.read_bytes().ok()? });
    let alt = if title.is_empty() { name.clone() } else { title.to_owned() };
    Some(Block::Image(Image { id: String::new(), src: name, alt, width: 0, height: 0, caption: None }))
}

fn clean(words: &str) -> String {
    squeezed(&words.chars().filter(|c| is_allowed(*c)).take(5_000).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Mark, Run};
    use std::io::Write;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    /// A book of two chapters, the second of which holds the notes.
    fn book(files: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let container = r#"<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile full-path="OPS/a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#;
        for (name, text) in [("mimetype", "application/epub+zip"), ("META-INF/container.xml", container)].iter().chain(files) {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    const PACKAGE: &str = r#"<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
        <dc:identifier id="i">x</dc:identifier><dc:title>青溪小志</dc:title><dc:language>en</dc:language><dc:creator>县志办</dc:creator></metadata>
        <manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="a" href="one%20a.xhtml" media-type="application/xhtml+xml"/>
        <item id="b" href="two.xhtml" media-type="application/xhtml+xml"/><item id="p" href="p.png" media-type="image/png"/></manifest>
        <spine page-progression-direction="ltr"><itemref idref="a"/><itemref idref="b"/></spine></package>"#;
    const NAV: &str = r#"<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body><nav epub:type="toc"><ol><li><a href="one%20a.xhtml">山水</a></li><li><a href="two.xhtml">注释</a></li></ol></nav></body></html>"#;
    const ONE: &str = r#"<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body><p id="x">青溪出西山<a epub:type="noteref" href="two.xhtml#n1">1</a>，<ruby>沁<rt>qìn</rt></ruby>水在其北，两岸多柳树，村民沿河而居。</p><p><img src="p.png" alt="图"/></p></body></html>"#;
    const TWO: &str = r#"<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body><h2>注释</h2><p>见<a href="one%20a.xhtml#x">前文</a>。</p><aside epub:type="footnote" id="n1"><p>西山在县西四十里。</p></aside></body></html>"#;

    #[test]
    fn a_book_is_one_article_whose_chapters_lead_to_one_another() {
        let files =
            [("OPS/a.opf", PACKAGE), ("OPS/nav.xhtml", NAV), ("OPS/one a.xhtml", ONE), ("OPS/two.xhtml", TWO), ("OPS/p.png", "png")];
        let draft = import(&book(&files), &Options::default()).unwrap();
        let article = &draft.article;
        assert_eq!((article.title.as_str(), article.lang.as_str(), article.authors[0].name.as_str()), ("青溪小志", "zh-Hans", "县志办"));
        let titles: Vec<&str> = article.sections.iter().map(|section| section.title.as_str()).collect();
        assert_eq!(titles, ["山水", "注释"]);
        let Block::Paragraph(first) = &article.sections[0].blocks[0] else { panic!("{article:?}") };
        let note = first.text.0.iter().find_map(|run| if let Run::Marked(Mark::Note(name)) = run { Some(name.as_str()) } else { None });
        assert_eq!(note, article.sections[1].blocks.iter().find(|block| block.kind() == "note").map(Block::id));
        let Block::Paragraph(back) = &article.sections[1].blocks[0] else { panic!("{article:?}") };
        let Run::Marked(Mark::Link(link)) = &back.text.0[1] else { panic!("{back:?}") };
        assert_eq!(link.to, format!("#{}", first.id));
        assert_eq!(draft.files, [EmbeddedFile { name: "p.png".into(), content: b"png".to_vec() }]);
        assert_eq!(draft.losses, []);
    }

    #[test]
    fn what_is_no_book_is_refused() {
        assert!(import(b"PK\x03\x04 nothing", &Options::default()).is_err());
        assert!(import(&book(&[]), &Options::default()).is_err());
        assert!(import(&book(&[("OPS/a.opf", PACKAGE)]), &Options::default()).is_err());
    }
}
