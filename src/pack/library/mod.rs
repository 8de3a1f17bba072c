//! A site of many articles: each packed by itself, so that memory does not grow with their number, and then the library's own pages.

mod catalogue;
mod mentions;
mod pages;

pub use catalogue::Entry;
pub use mentions::TopicMention;
pub use pages::Gathered;

use super::document::Assets;
use super::embedding::{EMBEDDED, OEMBED, oembed};
use super::hash::{hashed_name, integrity, short_hash};
use super::highlight::highlighted;
use super::lexicon::lexicon;
use super::one_file::{one_file, one_file_path};
use super::site::{PageFiles, SiteError, SiteFiles, announced, assets, in_one_file, page_html, picture_words, site_of};
use super::syndication;
use super::words::{language, words};
use super::{ReaderFiles, Settings, Source};
use crate::article::{Article, Statistic, Translation};
use crate::library::{Bundle, BundleFile, Edition, Language, Lexicon, Site, Words};
use crate::picture::pictures;
use crate::reading::{AddressForm, Page, Route};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Copies of articles to hand on are made for libraries of at most so many; each has the whole reader in it.
pub const WITH_COPIES: usize = 50;

/// What all articles of a library share.
pub struct Library<'a> {
    settings: &'a Settings,
    reader: &'a ReaderFiles,
    /// Languages of the library's own pages, the one without a prefix first.
    languages: Vec<Language>,
    edition: String,
    assets: Assets,
    /// What bundles begin with: by language, the file and its integrity.
    shared: BTreeMap<String, (String, String)>,
    files: SiteFiles,
    has_copies: bool,
}

/// What one article adds to a site.
#[derive(Clone, Debug, Default)]
pub struct Packed {
    pub files: Vec<(String, Vec<u8>)>,
    /// One for each of its languages, the original first.
    pub entries: Vec<Entry>,
    pub mentions: Vec<TopicMention>,
    pub statistics: Vec<Stated>,
    /// As feeds and the site's map have it.
    pub announced: Vec<syndication::Entry>,
}

/// A figure, and where it is stated.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    pub statistic: Statistic,
    pub lang: String,
    /// Address of the block, from the root.
    pub path: String,
    /// Title of its article.
    pub title: String,
}

/// The half of a bundle that is the same for all articles in a language.
#[derive(Serialize)]
struct Shared<'a> {
    site: &'a Site,
    words: &'a Words,
}

/// The other half.
#[derive(Serialize)]
struct Own<'a> {
    article: &'a Article,
    lexicon: &'a Lexicon,
}

impl<'a> Library<'a> {
    /// `tags`: the languages of the library's own pages, the first one without a prefix.
    pub fn new(settings: &'a Settings, reader: &'a ReaderFiles, tags: &[String], has_copies: bool) -> Result<Self, SiteError> {
        let languages: Vec<Language> = tags.iter().map(|tag| language(tag)).collect();
        let mut files = SiteFiles::default();
        let titles: Vec<(String, String)> = tags.iter().map(|tag| (tag.clone(), settings.title.in_language(tag).to_owned())).collect();
        let titles: Vec<(&str, &str)> = titles.iter().map(|(tag, title)| (tag.as_str(), title.as_str())).collect();
        let assets = assets(reader, settings, &languages, &titles, true, &mut files);
        let mut library =
            Library { settings, reader, languages, edition: String::new(), assets, shared: BTreeMap::new(), files, has_copies };
        library.edition = short_hash(format!("{settings:?} {} {}", library.assets.boot, library.assets.wasm).as_bytes());
        for tag in tags {
            library.share(tag)?;
        }
        Ok(library)
    }

    fn share(&mut self, tag: &str) -> Result<(), SiteError> {
        let json = serde_json::to_vec(&Shared { site: &self.site(tag)?, words: &words(tag) }).expect("words are plain JSON");
        let integrity = integrity(&json);
        let file = self.files.add_hashed(&format!("shared.{}.json", tag.to_ascii_lowercase()), json);
        self.shared.insert(tag.to_owned(), (file, integrity));
        Ok(())
    }

    fn site(&self, lang: &str) -> Result<Site, SiteError> {
        // A library may hold an article in a language for which its publisher has no words: then it is called as in its first.
        let has_words = !self.settings.title.in_language(lang).is_empty();
        let said = if has_words { lang } else { &self.languages[0].tag };
        Ok(Site { edition: self.edition.clone(), is_library: true, ..site_of(self.settings, &self.languages, said)? })
    }

    /// The half of a language's bundles that all share; for a language without pages of its own, written with each article.
    fn shared(&self, lang: &str, folder: &str, files: &mut Vec<(String, Vec<u8>)>) -> Result<(String, String), SiteError> {
        if let Some(shared) = self.shared.get(lang) {
            return Ok(shared.clone());
        }
        let json = serde_json::to_vec(&Shared { site: &self.site(lang)?, words: &words(lang) }).expect("words are plain JSON");
        let name = hashed_name(&format!("{folder}shared.{}.json", lang.to_ascii_lowercase()), &json);
        let integrity = integrity(&json);
        files.push((name.clone(), json));
        Ok((name, integrity))
    }

    /// All files of one article.
    pub fn article(&self, source: &Source) -> Result<Packed, SiteError> {
        let mut packed = Packed::default();
        let tags: Vec<String> = source.articles().map(|article| article.lang.clone()).collect();
        let folder = Route::new("", Page::Article(source.original.id.clone())).folder();
        let mut bundles = Vec::new();
        let mut listed = Vec::new();
        for article in source.articles() {
            let bundle = self.bundle(article, &tags)?;
            let shared = self.shared(&article.lang, &folder, &mut packed.files)?;
            let tag = article.lang.to_ascii_lowercase();
            let mut add = |name: String, json: Vec<u8>| {
                let (name, integrity) = (hashed_name(&format!("{folder}{name}"), &json), integrity(&json));
                packed.files.push((name.clone(), json));
                (name, integrity)
            };
            let own = Own { article: &bundle.article, lexicon: &bundle.lexicon };
            let (file, integrity) = add(format!("text.{tag}.json"), serde_json::to_vec(&own).expect("an article is plain JSON"));
            let drawn = bundle.pictures.get().filter(|pictures| !pictures.is_empty());
            let drawn = drawn.map(|drawn| add(format!("pictures.{tag}.json"), serde_json::to_vec(drawn).expect("a drawing is plain JSON")));
            let (pictures, pictures_integrity) = drawn.unwrap_or_default();
            // Whoever reads one language asks for another as a whole.
            let whole =
                (tags.len() > 1).then(|| add(format!("whole.{tag}.json"), serde_json::to_vec(&bundle).expect("a bundle is plain JSON")));
            let (whole, whole_integrity) = whole.unwrap_or_else(|| (file.clone(), integrity.clone()));
            let (id, lang) = (article.id.clone(), article.lang.clone());
            listed.push(BundleFile { article: id, lang, file: whole, integrity: whole_integrity, pictures, pictures_integrity });
            bundles.push((Arc::new(bundle), (file, integrity), shared));
        }
        let list = Edition { id: self.edition.clone(), bundles: listed.clone() };
        let list = serde_json::to_vec(&list).expect("an edition is plain JSON");
        let list_integrity = integrity(&list);
        let list_file = hashed_name(&format!("{folder}edition.json"), &list);
        packed.files.push((list_file.clone(), list));

        for (bundle, file, shared) in &bundles {
            let page = Page::Article(bundle.article.id.clone());
            let files =
                PageFiles { bundle: (&file.0, &file.1), shared: Some((&shared.0, &shared.1)), edition: (&list_file, &list_integrity) };
            let route = Route::new(&bundle.language_prefix(), page.clone());
            let html = |form| page_html(page.clone(), form, bundle, self.settings, &self.assets, &files, None);
            packed.files.push((format!("{}index.html", route.folder()), html(AddressForm::Path).into_bytes()));
            packed.files.push((format!("{}{EMBEDDED}", route.folder()), html(AddressForm::Frame).into_bytes()));
            if let Some(base_url) = &self.settings.base_url {
                packed.files.push((format!("{}{OEMBED}", route.folder()), oembed(bundle, base_url).into_bytes()));
            }
            packed.entries.push(Entry::of(&bundle.article, &bundle.language_prefix()));
            packed.mentions.extend(mentions::of(bundle));
            if self.settings.base_url.is_some() {
                let other =
                    |language: &Language| (language.tag.clone(), Route::new(&bundle.site.prefix(&language.tag), page.clone()).path());
                let alternates = bundle.languages().map(other).collect();
                packed.announced.push(announced(&bundle.article, &bundle.article.title, route.path(), alternates));
            }
            packed.statistics.extend(bundle.article.statistics.iter().map(|statistic| Stated {
                statistic: statistic.clone(),
                lang: bundle.article.lang.clone(),
                path: route.clone().at(&statistic.stated).path(),
                title: bundle.article.title.clone(),
            }));
        }
        if self.has_copies {
            let bundles: Vec<Arc<Bundle>> = bundles.iter().map(|(bundle, _, _)| bundle.clone()).collect();
            for first in 0..bundles.len() {
                let one = in_one_file(&self.files, &self.assets, &self.edition, &bundles, first, &source.pictures);
                packed.files.push((one_file_path(&bundles[first]), one_file(&one.parts())?.into_bytes()));
            }
        }
        packed.files.extend(source.pictures.iter().map(|(name, content)| (name.clone(), content.to_vec())));
        Ok(packed)
    }

    fn bundle(&self, article: &Article, tags: &[String]) -> Result<Bundle, SiteError> {
        let mut article = article.clone();
        // In each language, those in which else it is to be had.
        let others = tags.iter().filter(|tag| **tag != article.lang);
        article.translations = others.map(|tag| Translation { lang: tag.clone(), file: String::new() }).collect();
        let mut drawn = pictures(&article, &picture_words(&article.lang));
        drawn.extend(highlighted(&article));
        let site = self.site(&article.lang)?;
        Ok(Bundle { site, words: words(&article.lang), lexicon: lexicon(&article), article, pictures: drawn.into() })
    }
}
