//! From a publisher's files to a site on the disk: taken in on all cores, a few hundred at a time, so that memory does not grow with their
//! number.

use super::glossary::GlossaryError;
use super::ids::Ids;
use super::intake::{Rules, Taken, TakenArticle, take_in};
use super::library::{Gathered, Library, WITH_COPIES};
use super::messages::{Level, Message};
use super::output::{Output, OutputError, Written};
use super::site::SiteError;
use super::sources::{SourceFile, Sources};
use super::{ReaderFiles, Settings, pack};
use miette::Diagnostic;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};
use thiserror::Error;

/// Files that are in memory at once.
pub const AT_ONCE: usize = 256;

/// What a build has made, and what there is to say of the files.
#[derive(Debug)]
pub struct Built {
    pub articles: usize,
    pub written: Written,
    pub took: Took,
}

/// How long the parts of a build took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Took {
    /// Reading, importing and checking.
    pub taking_in: Duration,
    /// Rendering and writing the articles' pages.
    pub packing: Duration,
    /// The catalogue and the library's own pages.
    pub cataloguing: Duration,
}

/// Adds what something takes to a sum.
fn timed<T>(sum: &mut Duration, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let value = work();
    *sum += start.elapsed();
    value
}

#[derive(Debug, Error, Diagnostic)]
pub enum BuildError {
    #[error(transparent)]
    #[diagnostic(transparent)]
    Site(#[from] SiteError),
    #[error(transparent)]
    #[diagnostic(transparent)]
    Output(#[from] OutputError),
    #[error(transparent)]
    #[diagnostic(transparent)]
    Glossary(#[from] GlossaryError),
    #[error("none of the files could become an article")]
    #[diagnostic(help("see what is said of each above"))]
    NoArticles,
}

impl BuildError {
    /// Whether it is what the publisher has written, and not the disk, the reader or the call.
    pub fn is_of_the_files(&self) -> bool {
        use SiteError::{NoSuchLanguage, OriginalNotFirst, Settings};
        match self {
            BuildError::NoArticles | BuildError::Glossary(_) => true,
            BuildError::Site(error) => matches!(error, NoSuchLanguage { .. } | OriginalNotFirst { .. } | Settings(_)),
            BuildError::Output(_) => false,
        }
    }
}

/// Hears how far a build has come: files taken in, of how many; and what is said of them, in the order of the files.
pub trait Watch: Sync {
    fn begun(&mut self, _files: usize) {}
    fn taken(&self, _files: usize) {}
    fn said(&mut self, _messages: Vec<Message>) {}
}

/// Builds a site of all articles that the sources hold.
pub fn build(
    sources: &Sources,
    settings: &Settings,
    reader: &ReaderFiles,
    folder: &Path,
    watch: &mut dyn Watch,
) -> Result<Built, BuildError> {
    let glossary = settings.glossary()?;
    let glossary = glossary.as_ref();
    let output = Output::begin(folder)?;
    watch.begun(sources.files.len());
    let mut ids = Ids::default();
    let mut chunks = sources.files.chunks(AT_ONCE);
    let first = chunks.next().unwrap_or_default();
    let mut took = Took::default();
    let mut articles = timed(&mut took.taking_in, || taken(first, Rules { settings, glossary }, &mut ids, watch));
    let is_all = sources.files.len() <= AT_ONCE;
    if is_all && articles.is_empty() {
        return Err(BuildError::NoArticles);
    }
    let settings = &with_title(settings, &articles);
    if let ([only], true) = (articles.as_slice(), is_all) {
        let site = pack(&only.source, settings, reader)?;
        for (path, content) in site.all() {
            output.write(path, content)?;
        }
        return Ok(Built { articles: 1, written: output.finish()?, took });
    }
    let has_copies = is_all && articles.len() <= WITH_COPIES;
    let library = Library::new(settings, reader, &languages(settings, &articles), has_copies)?;
    let mut gathered = Gathered::default();
    let mut count = 0;
    loop {
        count += articles.len();
        timed(&mut took.packing, || write(&library, &articles, &output, &mut gathered))?;
        let Some(chunk) = chunks.next() else { break };
        articles = timed(&mut took.taking_in, || taken(chunk, Rules { settings, glossary }, &mut ids, watch));
    }
    timed(&mut took.cataloguing, || {
        let files = library.finish(gathered)?;
        files.all().iter().try_for_each(|(path, content)| Ok::<(), BuildError>(output.write(path, content)?))
    })?;
    Ok(Built { articles: count, written: output.finish()?, took })
}

/// Reads files on all cores, and names their articles in the files' order.
pub fn taken(files: &[SourceFile], rules: Rules, ids: &mut Ids, watch: &mut dyn Watch) -> Vec<TakenArticle> {
    let shared: &dyn Watch = watch;
    let all: Vec<Taken> = files
        .par_iter()
        .map(|file| {
            let taken = take_in(file, rules);
            shared.taken(1);
            taken
        })
        .collect();
    let mut articles = Vec::new();
    for Taken { articles: of_file, mut messages } in all {
        for mut article in of_file {
            match ids.give(&mut article) {
                Ok(()) => articles.push(article),
                Err(message) => messages.push(*message),
            }
        }
        messages.sort_by_key(|message| message.level != Level::Error);
        watch.said(messages);
    }
    articles
}

fn write(library: &Library, articles: &[TakenArticle], output: &Output, gathered: &mut Gathered) -> Result<(), BuildError> {
    let packed: Result<Vec<_>, BuildError> = articles
        .par_iter()
        .map(|article| {
            let mut packed = library.article(&article.source)?;
            for (path, content) in std::mem::take(&mut packed.files) {
                output.write(&path, &content)?;
            }
            Ok(packed)
        })
        .collect();
    for (mut packed, article) in packed?.into_iter().zip(articles) {
        gathered.add(&mut packed, &mut article.source.articles());
    }
    Ok(())
}

/// The publisher's own languages, or else those of the first articles, the most frequent first.
fn languages(settings: &Settings, articles: &[TakenArticle]) -> Vec<String> {
    if !settings.languages.is_empty() {
        return settings.languages.clone();
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for article in articles.iter().flat_map(|article| article.source.articles()) {
        *counts.entry(&article.lang).or_default() += 1;
    }
    let mut languages: Vec<(&str, usize)> = counts.into_iter().collect();
    languages.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let has_words = |lang: &&(&str, usize)| super::words::has_own_words(lang.0);
    let mut spoken: Vec<String> = Vec::new();
    for (lang, _) in languages.iter().filter(has_words) {
        // Two that the interface says in the same words would be two doors of one name.
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
        if !spoken.iter().any(|other| primary(other) == primary(lang)) {
            spoken.push((*lang).to_owned());
        }
    }
    if spoken.is_empty() { languages.iter().take(1).map(|(lang, _)| (*lang).to_owned()).collect() } else { spoken }
}

/// A site that has no title is called as its articles' outlet is, or as the first article.
fn with_title(settings: &Settings, articles: &[TakenArticle]) -> Settings {
    let mut settings = settings.clone();
    if settings.title.is_empty() {
        let first = articles.first().map(|article| &article.source.original);
        let outlet = first.and_then(|article| article.source.as_ref()).map(|source| source.outlet.clone());
        let title = outlet.filter(|outlet| !outlet.is_empty()).or_else(|| first.map(|article| article.title.clone()));
        settings.title = super::settings::Localised::Same(title.unwrap_or_default());
    }
    settings
}
