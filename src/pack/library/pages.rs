//! The library's own pages: front, topics, numbers, search, about, shelf; and the files that go with them.

use super::catalogue::{self, Entry, Lists, PAGE, facets, in_order};
use super::{Library, Packed, Stated, TopicMention};
use crate::article::{Article, FORMAT, RelationKind, Section, Topic, decimal, schema};
use crate::library::{Bundle, BundleFile, Edition, Language, Word};
use crate::pack::document::not_found;
use crate::pack::embedding::EMBEDDED;
use crate::pack::hash::integrity;
use crate::pack::lexicon::lexicon;
use crate::pack::offline::{Icons, manifest, worker};
use crate::pack::site::{ICON_LARGE, ICON_MASKABLE, ICON_SMALL, LibraryPage, PageFiles, SiteError, SiteFiles, feeds, map, page_html};
use crate::pack::syndication::{self, Channel};
use crate::pack::words::{LibraryWords, script_words, words};
use crate::reading::{AddressForm, Links, Opened, Page, Route};
use crate::view::Scene;
use crate::view::library::{
    FacetList, FacetValue, FrontList, Listed, Mentioned, TopicList, about_library, front, numbers, shelf, topic, topics,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Values of a facet that the front shows at once.
const VALUES: usize = 12;

/// Lines that a topic's page shows; the list of all articles has the rest.
const LINES: usize = 100;

/// Figures that the page of numbers shows.
const FIGURES: usize = 2000;

/// What all articles have added, gathered as they were packed; text that is searched is kept up to a limit.
#[derive(Debug, Default)]
pub struct Gathered {
    pub entries: Vec<Entry>,
    mentions: Vec<TopicMention>,
    statistics: Vec<Stated>,
    announced: Vec<syndication::Entry>,
    searched: BTreeMap<String, Searched>,
}

/// What is searched of the articles in one language.
#[derive(Debug, Default)]
struct Searched {
    sections: Vec<Section>,
    bytes: usize,
}

/// Bytes of text that are searched in memory, and so fetched by whoever searches.
const SEARCHED: usize = 1_000_000;

impl Gathered {
    /// Takes what an article has added, but for its files.
    pub fn add(&mut self, packed: &mut Packed, articles: &mut dyn Iterator<Item = &Article>) {
        self.entries.append(&mut packed.entries);
        self.mentions.append(&mut packed.mentions);
        self.statistics.append(&mut packed.statistics);
        self.announced.append(&mut packed.announced);
        for article in articles {
            let searched = self.searched.entry(article.lang.clone()).or_default();
            let has_room = searched.bytes <= SEARCHED;
            let text = if has_room { crate::article::plain_text(article) } else { Vec::new() };
            let bytes: usize = text.iter().map(|passage| passage.text.len()).sum();
            // Beyond the limit only titles are found.
            let is_whole = has_room && searched.bytes + bytes <= SEARCHED;
            let blocks = article.sections.iter().filter(|_| is_whole).flat_map(|section| section.blocks.iter().cloned()).collect();
            searched.bytes += if is_whole { bytes } else { article.title.len() };
            if searched.bytes <= SEARCHED + SEARCHED / 2 {
                searched.sections.push(Section { id: article.id.clone(), title: article.title.clone(), level: 1, blocks });
            }
        }
    }
}

impl Library<'_> {
    /// The library's own files, once all articles are packed.
    pub fn finish(mut self, gathered: Gathered) -> Result<SiteFiles, SiteError> {
        let Gathered { entries, mentions, statistics, mut announced, mut searched } = gathered;
        let known = known_topics(&mentions);
        let tags: Vec<String> = self.languages.iter().map(|language| language.tag.clone()).collect();
        // What is in none of the library's languages is found in its first.
        let others: Vec<String> = searched.keys().filter(|lang| !tags.contains(lang)).cloned().collect();
        for lang in others {
            let sections = searched.remove(&lang).unwrap_or_default().sections;
            searched.entry(tags[0].clone()).or_default().sections.extend(sections);
        }
        let mut notes = Vec::new();
        for tag in &tags {
            let entries = in_order(read_in(tag, &entries));
            let facets = facets(&entries);
            let topics: Vec<Topic> = known.iter().filter_map(|topic| topic.in_language(tag)).cloned().collect();
            // Pages that show what was packed need no more of an article than its title.
            let own = Arc::new(self.own_bundle(tag, Vec::new(), Vec::new())?);
            let sections = searched.remove(tag).unwrap_or_default().sections;
            let whole = Arc::new(self.own_bundle(tag, sections, topics.clone())?);
            let places = entries.iter().enumerate().map(|(place, entry)| ((entry.id.as_str(), entry.lang.as_str()), place)).collect();
            let pages = Pages { tag, entries: &entries, mentions: &mentions, known: &known, facets: &facets, places };
            let mut files = Vec::new();
            let catalogue = pages.catalogue(&mut files);
            let rendered = pages.rendered(&own, &catalogue, &statistics);
            for (name, content) in files {
                self.files.insert(name, content);
            }
            let own_files = self.bundle_files("library", &own);
            let whole_files = self.bundle_files("search", &whole);
            for (page, content) in rendered {
                self.page(page, &own, &own_files, Some(&content));
            }
            self.page(Page::Search, &whole, &whole_files, None);
            if let Some(base_url) = &self.settings.base_url {
                let folder = Route::new(&own.language_prefix(), Page::Front).folder();
                let channel = Channel { title: &own.site.title, lang: tag, base_url, folder: &folder };
                let newest: Vec<syndication::Entry> = announced.iter().filter(|entry| entry.lang == *tag).cloned().collect();
                feeds(&channel, &newest, &mut self.files);
            }
            notes.push((own.words.clone(), own.site.title.clone()));
            if self.languages.first().is_some_and(|first| first.tag == *tag) {
                self.app(&own);
            }
        }
        let titles: Vec<_> = tags.iter().zip(&notes).map(|(tag, (words, title))| (tag.as_str(), title.as_str(), words)).collect();
        if let Some(base_url) = &self.settings.base_url {
            let own = |tag: &String, page: Page| {
                let prefix =
                    if self.languages.first().is_some_and(|first| first.tag == *tag) { String::new() } else { tag.to_ascii_lowercase() };
                syndication::Entry {
                    path: Route::new(&prefix, page).path(),
                    lang: tag.clone(),
                    title: String::new(),
                    summary: String::new(),
                    published: String::new(),
                    authors: Vec::new(),
                    alternates: Vec::new(),
                }
            };
            for tag in &tags {
                announced.extend([Page::Front, Page::Topics, Page::About].map(|page| own(tag, page)));
                announced.extend(known.iter().map(|topic| own(tag, Page::Topic(topic.id.to_owned()))));
            }
            announced.sort_by(|one, other| one.path.cmp(&other.path));
            map(base_url, &announced, &mut self.files);
        }
        self.files.insert("404.html".into(), not_found(&titles, self.settings.base_url.as_deref()).into_bytes());
        self.files.insert("article.schema.json".into(), schema().into_bytes());
        self.files.insert("embed.js".into(), self.reader.scripts.whole("embed.js").into_bytes());
        let notes = tags.iter().map(|tag| (tag.clone(), self.settings.edition_note.in_language(tag).to_owned()));
        let notes: Vec<(String, String)> = notes.collect();
        let worker = worker(&self.reader.scripts, self.files.all(), &[], &[], &notes, &self.edition, true);
        self.files.insert("sw.js".into(), worker.into_bytes());
        Ok(self.files)
    }

    /// The bundle of pages that show no article.
    fn own_bundle(&self, tag: &str, sections: Vec<Section>, topics: Vec<Topic>) -> Result<Bundle, SiteError> {
        let site = self.site(tag)?;
        let article = Article {
            offprint: FORMAT,
            minor: 0,
            id: String::new(),
            lang: tag.to_owned(),
            title: site.title.clone(),
            standfirst: String::new(),
            source: None,
            authors: Vec::new(),
            published: String::new(),
            rights: String::new(),
            sections,
            topics,
            statistics: Vec::new(),
            key_statistics: Vec::new(),
            translations: Vec::new(),
        };
        Ok(Bundle { site, words: words(tag), lexicon: lexicon(&article), article, pictures: Vec::new().into() })
    }

    /// Writes a bundle and the list that names it.
    fn bundle_files(&mut self, name: &str, bundle: &Bundle) -> OwnFiles {
        let tag = bundle.article.lang.to_ascii_lowercase();
        let own = super::Own { article: &bundle.article, lexicon: &bundle.lexicon };
        let json = serde_json::to_vec(&own).expect("an article is plain JSON");
        let integrity_of = integrity(&json);
        let file = self.files.add_hashed(&format!("{name}.{tag}.json"), json);
        let (shared, shared_integrity) = self.shared.get(&bundle.article.lang).cloned().unwrap_or_default();
        let listed = BundleFile {
            article: String::new(),
            lang: bundle.article.lang.clone(),
            file: file.clone(),
            integrity: integrity_of.clone(),
            pictures: String::new(),
            pictures_integrity: String::new(),
        };
        let list = serde_json::to_vec(&Edition { id: self.edition.clone(), bundles: vec![listed] }).expect("an edition is plain JSON");
        let list_integrity = integrity(&list);
        let list = self.files.add_hashed(&format!("edition.{name}.{tag}.json"), list);
        OwnFiles { bundle: (file, integrity_of), shared: (shared, shared_integrity), list: (list, list_integrity) }
    }

    fn page(&mut self, page: Page, bundle: &Arc<Bundle>, files: &OwnFiles, content: Option<&LibraryPage>) {
        let needs = PageFiles {
            bundle: (&files.bundle.0, &files.bundle.1),
            shared: Some((&files.shared.0, &files.shared.1)),
            edition: (&files.list.0, &files.list.1),
        };
        let folder = Route::new(&bundle.language_prefix(), page.clone()).folder();
        let html = |form| page_html(page.clone(), form, bundle, self.settings, &self.assets, &needs, content).into_bytes();
        let framed = (page == Page::Search).then(|| html(AddressForm::Frame));
        let html = html(AddressForm::Path);
        self.files.insert(format!("{folder}index.html"), html);
        if let Some(framed) = framed {
            self.files.insert(format!("{folder}{EMBEDDED}"), framed);
        }
    }

    /// What makes an installed app of the site.
    fn app(&mut self, bundle: &Bundle) {
        let icons = Icons {
            any: self.assets.icon.clone(),
            small: self.files.add_hashed("seal-192.png", ICON_SMALL.to_vec()),
            large: self.files.add_hashed("seal-512.png", ICON_LARGE.to_vec()),
            maskable: self.files.add_hashed("seal-maskable.png", ICON_MASKABLE.to_vec()),
        };
        self.files.insert("app.webmanifest".into(), manifest(bundle, &icons, &[]).into_bytes());
    }
}

/// Each article once: in a language if it is to be had there, or else in its own.
fn read_in(tag: &str, entries: &[Entry]) -> Vec<Entry> {
    let mut read: BTreeMap<&str, &Entry> = BTreeMap::new();
    for entry in entries {
        let best = read.entry(&entry.id).or_insert(entry);
        if entry.lang == tag {
            *best = entry;
        }
    }
    read.into_values().cloned().collect()
}

struct OwnFiles {
    bundle: (String, String),
    shared: (String, String),
    list: (String, String),
}

/// A topic as the library knows it, in the languages of the articles that mention it.
struct Known<'a> {
    id: &'a str,
    by_lang: BTreeMap<&'a str, &'a Topic>,
    /// Positions of its mentions.
    mentions: Vec<usize>,
}

impl Known<'_> {
    fn in_language(&self, lang: &str) -> Option<&Topic> {
        self.by_lang.get(lang).or_else(|| self.by_lang.values().next()).copied()
    }
}

fn known_topics(mentions: &[TopicMention]) -> Vec<Known<'_>> {
    let mut known: BTreeMap<&str, Known> = BTreeMap::new();
    for (at, mention) in mentions.iter().enumerate() {
        let id = mention.topic.id.as_str();
        let topic = known.entry(id).or_insert_with(|| Known { id, by_lang: BTreeMap::new(), mentions: Vec::new() });
        let best = topic.by_lang.entry(&mention.lang).or_insert(&mention.topic);
        // A tag of the same name says less than a topic that somebody has described.
        if best.summary.len() < mention.topic.summary.len() {
            *best = &mention.topic;
        }
        topic.mentions.push(at);
    }
    known.into_values().collect()
}

/// All that the pages of one language are made of.
struct Pages<'a> {
    tag: &'a str,
    entries: &'a [Entry],
    mentions: &'a [TopicMention],
    known: &'a [Known<'a>],
    facets: &'a [(&'static str, Lists)],
    /// Where in the order an article stands, by its id and language.
    places: BTreeMap<(&'a str, &'a str), usize>,
}

impl Pages<'_> {
    fn say(&self) -> &'static LibraryWords {
        &script_words(self.tag).library
    }

    /// What a value of a facet is called.
    fn name_of(&self, facet: &str, value: &str) -> String {
        match facet {
            "topic" => {
                let known = self.known.iter().find(|known| known.id == value);
                known.and_then(|known| known.in_language(self.tag)).map_or_else(|| value.to_owned(), |topic| topic.name.clone())
            }
            "lang" => self.language_name(value),
            _ => value.to_owned(),
        }
    }

    fn language_name(&self, tag: &str) -> String {
        let Language { name, .. } = crate::pack::words::language(tag);
        if crate::pack::words::has_own_words(tag) { name } else { tag.to_owned() }
    }

    fn catalogue(&self, files: &mut Vec<(String, Vec<u8>)>) -> (String, String) {
        let tag = self.tag.to_ascii_lowercase();
        let mut add = |name: &str, content: Vec<u8>| {
            let integrity = integrity(&content);
            let name = crate::pack::hash::hashed_name(&format!("catalogue/{tag}/{name}"), &content);
            files.push((name.clone(), content));
            (name, integrity)
        };
        catalogue::written(self.entries, self.facets, &|facet, value| self.name_of(facet, value), &mut add)
    }

    fn rendered(&self, bundle: &Arc<Bundle>, catalogue: &(String, String), statistics: &[Stated]) -> Vec<(Page, LibraryPage)> {
        let scene = |page: &Page| {
            let route = Route::new(&bundle.language_prefix(), page.clone());
            let links = Links { root: route.to_root(), form: AddressForm::Path };
            Scene::of(&Opened::new(route, bundle.clone()), &Arc::new(links))
        };
        let title = |name: &str| format!("{name} · {}", bundle.site.title);
        let mut pages = Vec::new();
        let mut add = |page: Page, title: String, main| pages.push((page, LibraryPage { title, main }));
        let at = scene(&Page::Front);
        add(Page::Front, bundle.site.title.clone(), front(&at, &self.front(&at, catalogue)));
        let at = scene(&Page::Topics);
        let counted = self.known.iter().filter_map(|known| Some((known.in_language(self.tag)?.clone(), self.articles(known).len())));
        add(Page::Topics, title(at.say(Word::Topics)), topics(&at, &counted.collect::<Vec<_>>()));
        let at = scene(&Page::Numbers);
        let rows: Vec<_> = statistics.iter().take(FIGURES).map(|stated| row(stated, &at)).collect();
        add(Page::Numbers, title(at.say(Word::Numbers)), numbers(&at, &rows, self.say().no_numbers));
        let at = scene(&Page::About);
        add(Page::About, title(at.say(Word::About)), about_library(&at, &self.facts(&at)));
        let at = scene(&Page::Shelf);
        add(Page::Shelf, title(at.say(Word::Shelf)), shelf(&at));
        for known in self.known {
            let Some(of) = known.in_language(self.tag) else { continue };
            let page = Page::Topic(known.id.to_owned());
            let at = scene(&page);
            add(page, title(&of.name), topic(&at, &self.topic(known, of, &at)));
        }
        pages
    }

    fn front(&self, scene: &Scene, catalogue: &(String, String)) -> FrontList {
        let say = self.say();
        let entries = self.entries.iter().take(PAGE).map(|entry| self.listed(entry, scene)).collect();
        let headings =
            [("year", say.years), ("outlet", say.outlets), ("channel", say.channels), ("topic", say.topics), ("lang", say.languages)];
        let facet = |(name, heading): (&'static str, &str)| {
            let lists = self.facets.iter().find(|(facet, _)| *facet == name).map(|(_, lists)| lists)?;
            let mut values: Vec<FacetValue> = lists
                .iter()
                .map(|(value, list)| FacetValue { value: value.clone(), name: self.name_of(name, value), count: list.len() })
                .collect();
            // Years by themselves, newest first; all else by how many there are.
            match name {
                "year" => values.reverse(),
                _ => values.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.value.cmp(&other.value))),
            }
            let more = values.len().saturating_sub(VALUES);
            values.truncate(VALUES);
            Some(FacetList { name, heading: heading.to_owned(), values, more })
        };
        FrontList {
            count: say.count.replace("{}", &self.entries.len().to_string()),
            entries,
            facets: headings.into_iter().filter_map(facet).collect(),
            next: (self.entries.len() > PAGE).then(|| say.older.to_owned()),
            catalogue: catalogue.clone(),
            narrow: say.narrow.to_owned(),
        }
    }

    fn listed(&self, entry: &Entry, scene: &Scene) -> Listed {
        let route = Route::new(&entry.prefix, Page::Article(entry.id.clone()));
        let is_other = entry.lang != self.tag;
        let language = if is_other { self.language_name(&entry.lang) } else { String::new() };
        let parts = [crate::view::day(&entry.day, self.tag), entry.outlet.clone(), language];
        Listed {
            href: scene.links.to(&route),
            title: entry.title.clone(),
            label: parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" · "),
            standfirst: entry.standfirst.clone(),
            lang: is_other.then(|| entry.lang.clone()),
        }
    }

    fn topic(&self, known: &Known, of: &Topic, scene: &Scene) -> TopicList {
        let named = |id: &str| {
            let other = self.known.iter().find(|known| known.id == id)?;
            Some((id.to_owned(), other.in_language(self.tag)?.name.clone()))
        };
        let mut relations = Vec::new();
        for (kind, forth, back) in [
            (RelationKind::PartOf, Word::PartOf, Word::Includes),
            (RelationKind::LocatedIn, Word::LocatedIn, Word::Holds),
            (RelationKind::CarriedOutBy, Word::CarriedOutBy, Word::CarriesOut),
        ] {
            let to = of.relations.iter().filter(|relation| relation.kind == kind).filter_map(|relation| named(&relation.topic));
            let leads_here = |other: &&Known| {
                let topic = other.in_language(self.tag);
                topic.is_some_and(|topic| topic.relations.iter().any(|relation| relation.kind == kind && relation.topic == known.id))
            };
            let from = self.known.iter().filter(leads_here).filter_map(|other| named(other.id));
            for (word, others) in [(forth, to.collect::<Vec<_>>()), (back, from.collect())] {
                if !others.is_empty() {
                    relations.push((word, others));
                }
            }
        }
        let mentions = self.articles(known);
        let lines = mentions.iter().take(LINES).map(|mention| Mentioned {
            href: format!("{}{}", scene.links.root, mention.path),
            title: mention.title.clone(),
            line: mention.line.clone(),
            lang: (mention.lang != self.tag).then(|| mention.lang.clone()),
        });
        let front = Route::new(&scene.route.language, Page::Front);
        let mut address = format!("{}?topic=", scene.links.to(&front));
        crate::reading::encode(known.id, &mut address);
        TopicList {
            topic: of.clone(),
            relations,
            count: self.say().mentioned.replace("{}", &mentions.len().to_string()),
            lines: lines.collect(),
            all: (mentions.len() > LINES).then(|| (self.say().all.to_owned(), address)),
        }
    }

    /// The first mention in each article that this language's front has, in its order.
    fn articles(&self, known: &Known) -> Vec<&TopicMention> {
        let mut mentions: Vec<(usize, &TopicMention)> = known
            .mentions
            .iter()
            .map(|at| &self.mentions[*at])
            .filter_map(|mention| Some((*self.places.get(&(mention.article.as_str(), mention.lang.as_str()))?, mention)))
            .collect();
        mentions.sort_by_key(|(place, _)| *place);
        mentions.into_iter().map(|(_, mention)| mention).collect()
    }

    fn facts(&self, scene: &Scene) -> Vec<(String, String)> {
        let site = &scene.bundle.site;
        let languages: Vec<&str> = site.languages.iter().map(|language| language.name.as_str()).collect();
        let say = |word: Word| scene.say(word).to_owned();
        vec![
            (say(Word::Articles), self.say().count.replace("{}", &self.entries.len().to_string())),
            (say(Word::Languages), languages.join(" · ")),
            (say(Word::Edition), site.edition.clone()),
            (say(Word::EditionNote), site.edition_note.clone()),
            (say(Word::AboutOffprint), say(Word::AboutOffprintText)),
            (say(Word::Privacy), say(Word::PrivacyText)),
        ]
    }
}

fn row(stated: &Stated, scene: &Scene) -> [(String, Option<String>); 5] {
    let Stated { statistic, lang, path, title } = stated;
    [
        (statistic.subject.clone(), None),
        (crate::view::display(statistic, lang), Some(decimal(statistic.value))),
        (statistic.unit.clone(), None),
        (statistic.when.clone(), None),
        (title.clone(), Some(format!("{}{path}", scene.links.root))),
    ]
}
