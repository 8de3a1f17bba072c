//! A whole site: every page and file of an edition, by path, and writing them to disk.

use super::document::{Assets, Document, not_found};
use super::embedding::{DEMO, EMBEDDED, OEMBED, demo, oembed};
use super::hash::{hashed_name, integrity, short_hash};
use super::highlight::highlighted;
use super::lexicon::lexicon;
use super::metadata::{Genre, Meta, PublicImage, PublicPlace, description, metadata, plain};
use super::offline::{Icons, manifest, worker};
use super::one_file::{GlueError, Parts, one_file, one_file_path};
use super::output::{Output, OutputError, Written};
use super::prerender::{render, render_waiting};
use super::settings::{Settings, SettingsError};
use super::shorten::shorten;
use super::syndication as announcing;
use super::words::{DrawnWords, language, script_words, words};
use super::{ReaderFiles, Source, style};
use crate::article::{Article, Block, Image, LIMITS, Topic, mentions, schema};
use crate::library::{Bundle, BundleFile, Edition, Language, Site, Word};
use crate::picture::{PictureWords, pictures};
use crate::reading::{AddressForm, Links, Opened, Page, Route};
use crate::view::library::with_main;
use crate::view::{Tree, title};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use miette::Diagnostic;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use thiserror::Error;

/// The files of a site, by their path from its root.
#[derive(Clone, Debug, Default)]
pub struct SiteFiles(BTreeMap<String, Vec<u8>>);

#[derive(Debug, Error, Diagnostic)]
pub enum SiteError {
    #[error(transparent)]
    #[diagnostic(transparent)]
    Settings(#[from] SettingsError),
    #[error(transparent)]
    #[diagnostic(transparent)]
    Glue(#[from] GlueError),
    #[error("the article is not to be had in `{lang}`, which `languages` in offprint.toml names")]
    #[diagnostic(help("add it to the article's `translations`, or take it out of `languages`"))]
    NoSuchLanguage { lang: String },
    #[error("the article is written in `{lang}`, but `languages` in offprint.toml begins with `{first}`")]
    #[diagnostic(help("put the article's own language first"))]
    OriginalNotFirst { lang: String, first: String },
}

pub(super) const ICON: &[u8] = include_bytes!("../../public/seal.svg");
pub(super) const ICON_SMALL: &[u8] = include_bytes!("../../public/seal-192.png");
pub(super) const ICON_LARGE: &[u8] = include_bytes!("../../public/seal-512.png");
pub(super) const ICON_MASKABLE: &[u8] = include_bytes!("../../public/seal-maskable-512.png");
const ICON_TOUCH: &[u8] = include_bytes!("../../public/seal-touch-180.png");

/// Packs one article, in each of its languages, with the reader.
pub fn pack(source: &Source, settings: &Settings, reader: &ReaderFiles) -> Result<SiteFiles, SiteError> {
    let articles = languages(source, settings)?;
    let mut files = SiteFiles(BTreeMap::new());
    let mut bundles = bundles(&articles, settings)?;
    files.0.extend(source.pictures.iter().map(|(name, content)| (name.clone(), content.to_vec())));
    let titles: Vec<(&str, &str)> = articles.iter().map(|article| (article.lang.as_str(), article.title.as_str())).collect();
    let assets = assets(reader, settings, &bundles[0].site.languages, &titles, false, &mut files);
    let edition = edition_id(&bundles, settings, &assets);
    bundles.iter_mut().for_each(|bundle| bundle.site.edition.clone_from(&edition));
    let bundles: Vec<Arc<Bundle>> = bundles.into_iter().map(Arc::new).collect();

    let mut listed = Vec::new();
    for bundle in &bundles {
        let (article, lang) = (&bundle.article.id, &bundle.article.lang);
        let mut add = |kind: &str, json: Vec<u8>| {
            let integrity = integrity(&json);
            (files.add_hashed(&format!("{article}.{}{kind}.json", lang.to_ascii_lowercase()), json), integrity)
        };
        let (file, integrity) = add("", serde_json::to_vec(&**bundle).expect("a bundle is plain JSON"));
        let drawn = bundle.pictures.get().filter(|pictures| !pictures.is_empty());
        let drawn = drawn.map(|pictures| add(".pictures", serde_json::to_vec(pictures).expect("a drawing is plain JSON")));
        let (pictures, pictures_integrity) = drawn.unwrap_or_default();
        listed.push(BundleFile { article: article.clone(), lang: lang.clone(), file, integrity, pictures, pictures_integrity });
    }
    let list = serde_json::to_vec(&Edition { id: edition.clone(), bundles: listed.clone() }).expect("an edition is plain JSON");
    let list_integrity = integrity(&list);
    let list_file = files.add_hashed("edition.json", list);

    for (bundle, file) in bundles.iter().zip(&listed) {
        let needs = PageFiles { bundle: (&file.file, &file.integrity), shared: None, edition: (&list_file, &list_integrity) };
        let html = |page: &Page, form| page_html(page.clone(), form, bundle, settings, &assets, &needs, None);
        let folder = |page| Route::new(&bundle.language_prefix(), page).folder();
        for page in pages(bundle) {
            files.0.insert(format!("{}index.html", folder(page.clone())), html(&page, AddressForm::Path).into_bytes());
        }
        for page in [Page::Article(bundle.article.id.clone()), Page::Search] {
            files.0.insert(format!("{}{EMBEDDED}", folder(page.clone())), html(&page, AddressForm::Frame).into_bytes());
        }
        if let Some(base_url) = &settings.base_url {
            files.0.insert(format!("{}{OEMBED}", folder(Page::Article(bundle.article.id.clone()))), oembed(bundle, base_url).into_bytes());
        }
        files.0.insert(format!("{}{DEMO}index.html", folder(Page::Front)), demo(bundle).into_bytes());
    }
    files.0.insert("embed.js".into(), reader.scripts.whole("embed.js").into_bytes());
    for (first, bundle) in bundles.iter().enumerate() {
        let one = one_file(&in_one_file(&files, &assets, &edition, &bundles, first, &source.pictures).parts())?;
        files.0.insert(one_file_path(bundle), one.into_bytes());
    }
    let shells = bundles.iter().zip(&listed).map(|(bundle, file)| {
        let shell = shell_html(bundle, settings, &assets, (&file.file, &file.integrity), (&list_file, &list_integrity));
        let name = files.add_hashed(&format!("shell.{}.html", bundle.article.lang.to_ascii_lowercase()), shell.into_bytes());
        (topics_of(bundle), name)
    });
    let shells: Vec<(String, String)> = shells.collect();
    let titles: Vec<_> = bundles.iter().map(|b| (b.article.lang.as_str(), b.site.title.as_str(), &b.words)).collect();
    files.0.insert("404.html".into(), not_found(&titles, settings.base_url.as_deref()).into_bytes());
    files.0.insert("article.schema.json".into(), schema().into_bytes());
    if let Some(base_url) = &settings.base_url {
        announce(&bundles, base_url, &mut files);
    }
    let icons = Icons {
        any: assets.icon.clone(),
        small: files.add_hashed("seal-192.png", ICON_SMALL.to_vec()),
        large: files.add_hashed("seal-512.png", ICON_LARGE.to_vec()),
        maskable: files.add_hashed("seal-maskable.png", ICON_MASKABLE.to_vec()),
    };
    let screenshots = settings.screenshots.iter().enumerate().map(|(index, picture)| {
        let ending = picture.file.rsplit('.').next().unwrap_or_default();
        (files.add_hashed(&format!("screenshot-{index}.{ending}"), picture.content.clone()), picture)
    });
    let screenshots: Vec<_> = screenshots.collect();
    files.0.insert("app.webmanifest".into(), manifest(&bundles[0], &icons, &screenshots).into_bytes());
    let copies: Vec<String> = bundles.iter().map(|bundle| one_file_path(bundle)).collect();
    let notes: Vec<(String, String)> = bundles.iter().map(|b| (b.article.lang.clone(), b.site.edition_note.clone())).collect();
    files.0.insert("sw.js".into(), worker(&reader.scripts, &files.0, &shells, &copies, &notes, &edition, false).into_bytes());
    Ok(files)
}

/// What goes into the one file, out of what the site has already. Its bundles are whole and hold their pictures, since it can ask for nothing.
pub(super) struct InOneFile<'a> {
    files: &'a SiteFiles,
    assets: &'a Assets,
    list: (String, String),
    /// Names and texts of bundles and drawings.
    held: Vec<(String, String)>,
    first: (String, Arc<Bundle>),
}

pub(super) fn in_one_file<'a>(
    files: &'a SiteFiles,
    assets: &'a Assets,
    edition: &str,
    bundles: &[Arc<Bundle>],
    first: usize,
    pictures: &BTreeMap<String, Arc<[u8]>>,
) -> InOneFile<'a> {
    let (mut held, mut listed) = (Vec::new(), Vec::new());
    let bundles: Vec<Arc<Bundle>> = bundles.iter().map(|bundle| with_pictures(bundle, pictures)).collect();
    for bundle in &bundles {
        let (article, lang) = (bundle.article.id.clone(), bundle.article.lang.clone());
        let mut hold = |kind: &str, json: String| {
            let name = hashed_name(&format!("{article}.{}{kind}.json", lang.to_ascii_lowercase()), json.as_bytes());
            let integrity = integrity(json.as_bytes());
            held.push((name.clone(), json));
            (name, integrity)
        };
        let (file, integrity) = hold("", serde_json::to_string(&**bundle).expect("a bundle is plain JSON"));
        let drawn = bundle.pictures.get().filter(|drawn| !drawn.is_empty());
        let drawn = drawn.map(|drawn| hold(".pictures", serde_json::to_string(drawn).expect("a drawing is plain JSON")));
        let (pictures, pictures_integrity) = drawn.unwrap_or_default();
        listed.push(BundleFile { article, lang, file, integrity, pictures, pictures_integrity });
    }
    let list = serde_json::to_string(&Edition { id: edition.to_owned(), bundles: listed.clone() }).expect("an edition is plain JSON");
    let list = (hashed_name("edition.json", list.as_bytes()), list);
    InOneFile { files, assets, list, held, first: (listed[first].file.clone(), bundles[first].clone()) }
}

/// The same with pictures in their places, as `data:` addresses, and for itself: links to other articles lead nowhere from there.
fn with_pictures(bundle: &Arc<Bundle>, pictures: &BTreeMap<String, Arc<[u8]>>) -> Arc<Bundle> {
    if pictures.is_empty() && !bundle.site.is_library {
        return bundle.clone();
    }
    let mut bundle = Bundle::clone(bundle);
    bundle.site.languages = bundle.languages().cloned().collect();
    bundle.site.is_library = false;
    for section in &mut bundle.article.sections {
        images_below(&mut section.blocks, &mut |image| {
            if let Some(content) = pictures.get(&image.src) {
                let kind = match image.src.rsplit('.').next() {
                    Some("jpg") => "jpeg",
                    Some(ending) => ending,
                    None => "png",
                };
                image.src = format!("data:image/{kind};base64,{}", STANDARD.encode(content));
            }
        });
    }
    Arc::new(bundle)
}

fn images_below(blocks: &mut [Block], each: &mut dyn FnMut(&mut Image)) {
    for block in blocks {
        match block {
            Block::Image(image) => each(image),
            Block::Quote(b) => images_below(&mut b.blocks, each),
            Block::Callout(b) => images_below(&mut b.blocks, each),
            Block::Note(b) => images_below(&mut b.blocks, each),
            Block::List(b) => b.items.iter_mut().for_each(|item| images_below(&mut item.blocks, each)),
            _ => {}
        }
    }
}

impl InOneFile<'_> {
    pub fn parts(&self) -> Parts<'_> {
        let content = |path: &str| self.files.get(path).expect("assets are added first");
        let text = |path: &str| std::str::from_utf8(content(path)).expect("it is UTF-8");
        Parts {
            script: text(&self.assets.one_file),
            glue: content(&self.assets.glue),
            wasm: content(&self.assets.wasm),
            print: text(&self.assets.print),
            own_style: &self.assets.own_style,
            edition: (&self.list.0, &self.list.1),
            held: self.held.iter().map(|(name, json)| (name.as_str(), json.as_str())).collect(),
            first: (&self.first.0, &self.first.1),
        }
    }
}

/// What tells search engines and readers of feeds that there is an article.
fn announce(bundles: &[Arc<Bundle>], base_url: &str, files: &mut SiteFiles) {
    let mut all = Vec::new();
    for bundle in bundles {
        let entry = |page: Page| {
            let other = |language: &Language| (language.tag.clone(), Route::new(&bundle.site.prefix(&language.tag), page.clone()).path());
            let route = Route::new(&bundle.language_prefix(), page.clone());
            announced(
                &bundle.article,
                &title(&Opened::new(route.clone(), bundle.clone())),
                route.path(),
                bundle.languages().map(other).collect(),
            )
        };
        // Nobody looks for what this device has read, nor for an empty list of results.
        let pages = pages(bundle).into_iter().filter(|page| !matches!(page, Page::Search | Page::Shelf));
        let entries: Vec<announcing::Entry> = pages.map(entry).collect();
        let article = Route::new(&bundle.language_prefix(), Page::Article(bundle.article.id.clone())).path();
        let articles: Vec<announcing::Entry> = entries
            .iter()
            .filter(|entry| entry.path == article)
            .map(|entry| announcing::Entry { title: bundle.article.title.clone(), ..entry.clone() })
            .collect();
        let folder = Route::new(&bundle.language_prefix(), Page::Front).folder();
        let channel = announcing::Channel { title: &bundle.site.title, lang: &bundle.article.lang, base_url, folder: &folder };
        feeds(&channel, &articles, files);
        all.extend(entries);
    }
    map(base_url, &all, files);
}

/// An article as feeds and maps have it.
pub(super) fn announced(article: &Article, title: &str, path: String, alternates: Vec<(String, String)>) -> announcing::Entry {
    let published = article.source.as_ref().map_or("", |source| source.published.as_str());
    announcing::Entry {
        path,
        lang: article.lang.clone(),
        title: title.to_owned(),
        summary: description(article),
        published: if article.published.is_empty() { published } else { &article.published }.to_owned(),
        authors: article.authors.iter().map(|author| author.name.clone()).collect(),
        alternates: if alternates.len() > 1 { alternates } else { Vec::new() },
    }
}

/// A channel's newest articles.
pub(super) fn feeds(channel: &announcing::Channel, entries: &[announcing::Entry], files: &mut SiteFiles) {
    let folder = channel.folder;
    files.insert(format!("{folder}{}", announcing::ATOM), announcing::atom(channel, entries).into_bytes());
    files.insert(format!("{folder}{}", announcing::JSON_FEED), announcing::json_feed(channel, entries).into_bytes());
}

/// The site's map, and where robots find it.
pub(super) fn map(base_url: &str, entries: &[announcing::Entry], files: &mut SiteFiles) {
    for (name, content) in announcing::sitemap(base_url, entries) {
        files.insert(name, content.into_bytes());
    }
    files.insert("robots.txt".into(), announcing::robots(base_url).into_bytes());
}

/// Every page of a bundle.
fn pages(bundle: &Bundle) -> Vec<Page> {
    let topics = bundle.article.topics.iter().map(|topic| Page::Topic(topic.id.clone()));
    let article = Page::Article(bundle.article.id.clone());
    let pages = [Page::Front, article, Page::Topics, Page::Numbers, Page::Search, Page::About, Page::Shelf];
    pages.into_iter().chain(topics).collect()
}

/// The article in each language to publish, the original first.
fn languages<'a>(source: &'a Source, settings: &Settings) -> Result<Vec<&'a Article>, SiteError> {
    let Some(first) = settings.languages.first() else { return Ok(source.articles().collect()) };
    if *first != source.original.lang {
        return Err(SiteError::OriginalNotFirst { lang: source.original.lang.clone(), first: first.clone() });
    }
    let article = |lang: &String| {
        let found = source.articles().find(|article| article.lang == *lang);
        found.ok_or_else(|| SiteError::NoSuchLanguage { lang: lang.clone() })
    };
    settings.languages.iter().map(article).collect()
}

/// Adds the files that every page shares.
///
/// `titles`: in each language, what stands at the head of every printed page.
pub(super) fn assets(
    reader: &ReaderFiles,
    settings: &Settings,
    languages: &[Language],
    titles: &[(&str, &str)],
    is_library: bool,
    files: &mut SiteFiles,
) -> Assets {
    let (glue_bytes, wasm_bytes) = shorten(&reader.glue, &reader.wasm);
    let (checker_glue, checker_wasm) = shorten(&reader.checker_glue, &reader.checker_wasm);
    let glue = files.add_hashed("reader.js", glue_bytes.clone());
    let wasm = files.add_hashed("reader.wasm", wasm_bytes.clone());
    let checker = files.add_hashed("checker.js", checker_glue);
    let checker_program = files.add_hashed("checker.wasm", checker_wasm.clone());
    let mut script = |name: &str, script: String| files.add_hashed(name, script.into_bytes());
    let scripts = &reader.scripts;
    let checked = integrity(&checker_wasm);
    let open = scripts.open(
        &[("checker_glue", &checker), ("checker_wasm", &checker_program), ("checker_integrity", &checked)],
        LIMITS.file_bytes,
        languages,
    );
    let library = if is_library { script("library.js", scripts.library(languages)) } else { String::new() };
    let names = [
        ("reader", glue.clone()),
        ("later", script("later.js", scripts.whole("later.js"))),
        ("figures", script("figures.js", scripts.figures(languages))),
        ("zoom", script("zoom.js", scripts.zoom(languages))),
        ("keys", script("keys.js", scripts.keys(languages))),
        ("library", library),
        ("share", script("share.js", scripts.share(languages))),
        ("keeping", script("keeping.js", scripts.keeping(languages))),
        ("open", script("open.js", open)),
        ("offline", script("offline.js", scripts.whole("offline.js"))),
        ("heal", script("heal.js", scripts.whole("heal.js"))),
    ];
    let names: Vec<(&str, &str)> = names.iter().map(|(gap, name)| (*gap, name.as_str())).collect();
    let boot = scripts.filled("boot.js", &names);
    let own_style = style::own(settings);
    if !own_style.is_empty() {
        // For copies that are made later: pages have it in themselves.
        files.add_hashed("site.css", own_style.clone().into_bytes());
    }
    let frame = scripts.whole("frame.js");
    Assets {
        frame_integrity: integrity(frame.as_bytes()),
        frame: files.add_hashed("frame.js", frame.into_bytes()),
        boot_integrity: integrity(boot.as_bytes()),
        boot: files.add_hashed("boot.js", boot.into_bytes()),
        glue_integrity: integrity(&glue_bytes),
        glue,
        wasm_integrity: integrity(&wasm_bytes),
        wasm,
        print: files.add_hashed("print.css", style::print(titles.iter().copied()).into_bytes()),
        screen: if is_library { files.add_hashed("screen.css", (style::library() + &own_style).into_bytes()) } else { String::new() },
        framed: if is_library { files.add_hashed("framed.css", (style::framed() + &own_style).into_bytes()) } else { String::new() },
        own_style,
        icon: files.add_hashed("seal.svg", ICON.to_vec()),
        one_file: files.add_hashed("one-file.js", scripts.one_file(languages).into_bytes()),
        touch_icon: files.add_hashed("seal-touch.png", ICON_TOUCH.to_vec()),
    }
}

/// `en/t/`: below it stand the pages of a bundle's topics.
fn topics_of(bundle: &Bundle) -> String {
    let topic = Route::new(&bundle.language_prefix(), Page::Topic(String::new())).folder();
    topic.trim_end_matches('/').to_owned() + "/"
}

/// Names the edition by all that is in it: the texts with their words and pictures, what the settings say, and the reader.
fn edition_id(bundles: &[Bundle], settings: &Settings, assets: &Assets) -> String {
    let mut content =
        format!("{settings:?}\n{} {} {} {} {} {}\n", assets.boot, assets.glue, assets.wasm, assets.frame, assets.print, style::framed());
    content.push_str(&assets.one_file);
    for bundle in bundles {
        content.push_str(&serde_json::to_string(bundle).expect("a bundle is plain JSON"));
        content.push_str(&serde_json::to_string(&bundle.pictures.get()).expect("a drawing is plain JSON"));
        content.push('\n');
    }
    short_hash(content.as_bytes())
}

pub(super) fn picture_words(lang: &str) -> PictureWords {
    let DrawnWords { as_table, save, from, how, to, category } = script_words(lang).drawn;
    let words = words(lang);
    let say = |word| words[word].to_owned();
    PictureWords {
        as_table: as_table.into(),
        save: save.into(),
        from: from.into(),
        how: how.into(),
        to: to.into(),
        category: category.into(),
        map: say(Word::TopicMap),
        part_of: say(Word::PartOf),
        located_in: say(Word::LocatedIn),
        carried_out_by: say(Word::CarriedOutBy),
        place: say(Word::Place),
        organisation: say(Word::Organisation),
        project: say(Word::Project),
        programme: say(Word::Programme),
    }
}

/// What a site says of itself in a language, of an edition that has no name yet.
pub(super) fn site_of(settings: &Settings, languages: &[Language], lang: &str) -> Result<Site, SiteError> {
    let title = settings.title.in_language(lang);
    if title.is_empty() {
        return Err(SettingsError::NoWords { key: "title", lang: lang.to_owned() }.into());
    }
    Ok(Site {
        title: title.to_owned(),
        languages: languages.to_vec(),
        edition: String::new(),
        edition_note: settings.edition_note.in_language(lang).to_owned(),
        base_url: settings.base_url.clone(),
        is_library: false,
    })
}

/// The article in each language, of an edition that has no name yet.
fn bundles(articles: &[&Article], settings: &Settings) -> Result<Vec<Bundle>, SiteError> {
    let languages: Vec<Language> = articles.iter().map(|article| language(&article.lang)).collect();
    let bundle = |article: &&Article| {
        let site = site_of(settings, &languages, &article.lang)?;
        let (words, lexicon) = (words(&article.lang), lexicon(article));
        let mut pictures = pictures(article, &picture_words(&article.lang));
        pictures.extend(highlighted(article));
        let pictures = pictures.into();
        Ok(Bundle { site, article: (*article).clone(), words, lexicon, pictures })
    };
    articles.iter().map(bundle).collect()
}

/// What a page of a site asks for: files with their integrity.
pub(super) struct PageFiles<'a> {
    pub bundle: (&'a str, &'a str),
    /// What the bundle begins with, in a library.
    pub shared: Option<(&'a str, &'a str)>,
    /// The list of bundles.
    pub edition: (&'a str, &'a str),
}

/// `main`: the main part of a library's own page, which its views leave open.
pub(super) fn page_html(
    page: Page,
    form: AddressForm,
    bundle: &Arc<Bundle>,
    settings: &Settings,
    assets: &Assets,
    files: &PageFiles,
    main: Option<&LibraryPage>,
) -> String {
    let article = &bundle.article;
    let route = Route::new(&bundle.language_prefix(), page.clone());
    let path = route.path();
    let to_root = route.to_root();
    let opened = Opened::new(route, bundle.clone());
    let document_title = main.map_or_else(|| title(&opened), |page| page.title.clone());
    let content = render(opened, Links { root: to_root.clone(), form });
    let content = main.map_or_else(|| content.clone(), |page| with_main(&content, &page.main));
    let description = if article.id.is_empty() { String::new() } else { description(article) };
    let meta = meta(&page, &path, bundle, settings, &document_title, &description);
    let document = Document {
        lang: &article.lang,
        title: &document_title,
        description: &description,
        to_root: &to_root,
        route: Some(&path),
        content: &content,
        assets,
        bundle: files.bundle,
        shared: files.shared,
        edition: (&bundle.site.edition, files.edition.0, files.edition.1),
        words: &bundle.words,
        is_framed: form == AddressForm::Frame,
        image_hosts: &settings.image_hosts,
        meta: &meta,
        footer: &settings.footer,
    };
    document.html()
}

/// What a page says to machines.
fn meta(page: &Page, path: &str, bundle: &Bundle, settings: &Settings, title: &str, description: &str) -> String {
    let article = &bundle.article;
    let base_url = settings.base_url.as_deref().unwrap_or_default();
    let address = format!("{base_url}{path}");
    let other =
        |Language { tag, .. }: &Language| (tag.clone(), format!("{base_url}{}", Route::new(&bundle.site.prefix(tag), page.clone()).path()));
    let alternates: Vec<(String, String)> = bundle.languages().map(other).collect();
    let is_article = matches!(page, Page::Article(_));
    let oembed = is_article.then(|| format!("{address}{OEMBED}"));
    let image = first_image(article.sections.iter().flat_map(|section| &section.blocks)).filter(|_| is_article);
    let image_address = image.map(|image| if image.src.contains(':') { image.src.clone() } else { format!("{base_url}{}", image.src) });
    let image = image.zip(image_address.as_deref());
    let image = image.map(|(image, address)| PublicImage { address, alt: &image.alt, width: image.width, height: image.height });
    let place = PublicPlace { base_url, address: &address, alternates: &alternates, oembed: oembed.as_deref(), image };
    let place = settings.base_url.is_some().then_some(place);
    if !is_article {
        return plain(title, description, place.as_ref());
    }
    // Those that are spoken of most come first.
    let mut topics: Vec<&Topic> = article.topics.iter().collect();
    if place.is_some() {
        topics.sort_by_cached_key(|topic| std::cmp::Reverse(mentions(article, &topic.id).len()));
    }
    let genre = if article.source.is_some() { Genre::News } else { Genre::Article };
    metadata(&Meta { article, title, description, site: &bundle.site.title, genre, topics: &topics, place })
}

fn first_image<'a>(mut blocks: impl Iterator<Item = &'a Block>) -> Option<&'a Image> {
    blocks.find_map(|block| if let Block::Image(image) = block { Some(image) } else { None })
}

/// A page of a library: the title of its tab, and its main part.
pub(super) struct LibraryPage {
    pub title: String,
    pub main: Tree,
}

/// A page that stands for those of all topics of a bundle, at their depth.
fn shell_html(bundle: &Arc<Bundle>, settings: &Settings, assets: &Assets, bundle_file: (&str, &str), edition_file: (&str, &str)) -> String {
    let route = Route::new(&bundle.language_prefix(), Page::Topic("x".to_owned()));
    let to_root = route.to_root();
    let opened = Opened::new(Route::new(&bundle.language_prefix(), Page::Topics), bundle.clone());
    let content = render_waiting(&opened, Links { root: to_root.clone(), form: AddressForm::Path });
    let document = Document {
        lang: &bundle.article.lang,
        title: &bundle.site.title,
        description: &bundle.article.standfirst,
        to_root: &to_root,
        route: None,
        content: &content,
        assets,
        bundle: bundle_file,
        edition: (&bundle.site.edition, edition_file.0, edition_file.1),
        words: &bundle.words,
        is_framed: false,
        shared: None,
        image_hosts: &settings.image_hosts,
        meta: "",
        footer: &settings.footer,
    };
    document.html()
}

impl SiteFiles {
    /// Adds a file under a name that carries its content's hash, and returns that name.
    pub(super) fn add_hashed(&mut self, name: &str, content: Vec<u8>) -> String {
        let name = hashed_name(name, &content);
        self.0.insert(name.clone(), content);
        name
    }

    pub(super) fn insert(&mut self, path: String, content: Vec<u8>) {
        self.0.insert(path, content);
    }

    /// All files by their paths.
    pub fn all(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.0
    }

    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    pub fn total_bytes(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    /// Writes the files into a folder, of which they are then the only content. A folder that holds anything but a site is left alone.
    pub fn write(&self, folder: &Path) -> Result<Written, OutputError> {
        let output = Output::begin(folder)?;
        for (path, content) in &self.0 {
            output.write(path, content)?;
        }
        output.finish()
    }
}
