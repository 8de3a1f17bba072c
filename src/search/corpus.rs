//! All that is searched of one bundle, folded once.

use super::Target;
use super::fold::Folder;
use super::pinyin::Readings;
use crate::article::{Article, Passage, decimal, plain_text};
use crate::library::Bundle;
use std::ops::Range;

/// Everything of one bundle that can be found.
pub struct Corpus {
    pub(super) folder: Folder,
    pub(super) readings: Readings,
    pub(super) entries: Vec<Entry>,
    pub(super) texts: Vec<Words>,
    /// The folded texts, one behind another, each followed by a comma, which no phrase crosses.
    pub(super) chars: Vec<char>,
}

/// What a hit may lead to.
pub(super) struct Entry {
    pub target: Target,
    /// Whether its first text stands above the excerpt, which is then taken from the others.
    pub has_title: bool,
    pub section: Option<usize>,
    /// Its texts, by position in the corpus.
    pub texts: Range<usize>,
    /// The text to show when the words stand in the title only.
    pub lead: Option<usize>,
}

/// A text as it is to be shown, and where it stands among the folded ones.
pub(super) struct Words {
    pub text: String,
    pub part: Part,
    pub at: Range<usize>,
}

/// What part a text has; a heading counts for more than what stands below it.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Part {
    Title,
    Heading,
    /// Of a topic.
    Name,
    Alias,
    Body,
}

impl Part {
    pub fn weight(self) -> u32 {
        match self {
            Part::Title => 4,
            Part::Heading | Part::Name | Part::Alias => 2,
            Part::Body => 1,
        }
    }
}

impl Corpus {
    pub fn of(bundle: &Bundle) -> Corpus {
        let mut corpus = Corpus {
            folder: Folder::new(&bundle.lexicon),
            readings: Readings::new(&bundle.lexicon.readings),
            entries: Vec::new(),
            texts: Vec::new(),
            chars: Vec::new(),
        };
        corpus.gather(&bundle.article);
        corpus
    }

    fn gather(&mut self, article: &Article) {
        self.entry(Target::Title, true, None, &[(Part::Title, &article.title), (Part::Body, &article.standfirst)]);
        let passages = plain_text(article);
        let mut rest: &[Passage] = &passages;
        for (index, section) in article.sections.iter().enumerate() {
            let own;
            (own, rest) = rest.split_at(rest.iter().take_while(|passage| passage.section == index).count());
            self.entry(Target::Section(section.id.clone()), true, Some(index), &[(Part::Heading, &section.title)]);
            if let Some(heading) = self.entries.last_mut().filter(|_| !section.title.is_empty() && !own.is_empty()) {
                heading.lead = Some(self.texts.len());
            }
            for passage in own {
                self.entry(Target::Block(passage.block.clone()), false, Some(index), &[(Part::Body, &passage.text)]);
            }
        }
        for topic in &article.topics {
            let mut texts = vec![(Part::Name, topic.name.as_str()), (Part::Body, &topic.summary)];
            texts.extend(topic.aliases.iter().map(|alias| (Part::Alias, alias.as_str())));
            self.entry(Target::Topic(topic.id.clone()), true, None, &texts);
        }
        for statistic in &article.statistics {
            let stated = passages.iter().find(|passage| passage.block == statistic.stated).map(|passage| passage.section);
            let mut value = statistic.display.clone();
            if value.is_empty() {
                value = decimal(statistic.value);
                // As it is written: 2980个, 100000 tonnes.
                if statistic.unit.starts_with(|c: char| c.is_ascii_alphabetic()) {
                    value.push(' ');
                }
                value.push_str(&statistic.unit);
            }
            // Beside the year, the value: one without the other says little.
            if !statistic.when.is_empty() {
                value.push_str(" · ");
                value.push_str(&statistic.when);
            }
            let texts = [(Part::Body, statistic.subject.as_str()), (Part::Body, &value)];
            self.entry(Target::Statistic(statistic.id.clone()), true, stated, &texts);
        }
        let mut texts = Vec::new();
        if let Some(source) = &article.source {
            texts.extend([&source.title, &source.outlet, &source.channel].map(|text| (Part::Body, text.as_str())));
        }
        texts.push((Part::Body, &article.rights));
        self.entry(Target::Source, article.source.is_some(), None, &texts);
    }

    /// Adds an entry of the texts that are not empty, if there are any.
    fn entry(&mut self, target: Target, has_title: bool, section: Option<usize>, texts: &[(Part, &str)]) {
        let first = self.texts.len();
        for (part, text) in texts {
            if !text.is_empty() {
                let at = self.chars.len();
                self.chars.extend(self.folder.fold(text).chars);
                self.texts.push(Words { text: (*text).to_owned(), part: *part, at: at..self.chars.len() });
                self.chars.push(',');
            }
        }
        let texts = first..self.texts.len();
        let lead = Some(first + usize::from(has_title)).filter(|lead| texts.contains(lead));
        if !texts.is_empty() {
            self.entries.push(Entry { target, has_title, section, texts, lead });
        }
    }

    /// Behind the last folded character of an entry.
    pub(super) fn entry_end(&self, entry: usize) -> usize {
        self.texts[self.entries[entry].texts.end - 1].at.end + 1
    }

    pub(super) fn folded(&self, text: &Words) -> &[char] {
        &self.chars[text.at.clone()]
    }

    pub(super) fn is_called(&self, entry: &Entry, name: &[char]) -> bool {
        self.texts[entry.texts.clone()].iter().any(|text| matches!(text.part, Part::Name | Part::Alias) && self.folded(text) == name)
    }

    /// All names of the topics that have this one; none when there is no such topic.
    pub(super) fn names_with(&self, name: &[char]) -> Vec<Vec<char>> {
        let mut names = Vec::new();
        for entry in self.entries.iter().filter(|entry| self.is_called(entry, name)) {
            for text in &self.texts[entry.texts.clone()] {
                if matches!(text.part, Part::Name | Part::Alias) {
                    names.push(self.folded(text).to_vec());
                }
            }
        }
        names
    }
}
