//! Links what an article says of a glossary's topics: finds their names in its text and marks them as mentions.

use super::Glossary;
use crate::article::{Article, Block, Mark, Mention, Run, Text, plain_text_of_runs};
use crate::import::is_han;
use aho_corasick::{AhoCorasick, Input, Match, MatchKind};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::{Arc, RwLock};

impl Glossary {
    /// Marks every name of a topic in the article's text, in the article's language, and adds the topics that it mentions to
    /// its own, after them and in the order of the glossary.
    ///
    /// What the article says itself stays: a topic of the same id keeps the article's words, a name that belongs to another of the
    /// article's topics is left alone, and so is all that is a link, code, a formula, a statistic, ruby or marked already. The text
    /// reads as before.
    pub fn link(&self, article: &mut Article) {
        self.link_together(&mut [article]);
    }

    /// The same for an article with its translations, which have their topics in common: each has those that any of them mentions.
    pub fn link_together(&self, articles: &mut [&mut Article]) {
        if self.topics.is_empty() {
            return;
        }
        let mut mentioned = BTreeSet::new();
        for article in &mut *articles {
            let names = article
                .topics
                .iter()
                .flat_map(|topic| std::iter::once(&topic.name).chain(&topic.aliases).map(|name| (name.clone(), topic.id.clone())));
            let mut linking = Linking { glossary: self, finders: BTreeMap::new(), own: names.collect(), mentioned: &mut mentioned };
            article.sections.iter_mut().for_each(|section| linking.blocks(&mut section.blocks, &article.lang));
        }
        for article in articles {
            let mut ids: BTreeSet<String> = article.topics.iter().map(|topic| topic.id.clone()).collect();
            let added: Vec<_> = self.topics.iter().filter(|topic| mentioned.contains(&topic.id) && !ids.contains(&topic.id)).collect();
            ids.extend(added.iter().map(|topic| topic.id.clone()));
            let topics = added.into_iter().map(|topic| topic.in_article(&article.lang, |id| ids.contains(id)));
            article.topics.extend(topics);
        }
    }
}

/// What finds the names of each language, made once and shared by all threads.
#[derive(Debug, Default)]
pub(super) struct Finders(RwLock<BTreeMap<String, Arc<Finder>>>);

impl Finders {
    fn of(&self, glossary: &Glossary, lang: &str) -> Arc<Finder> {
        const LOCK: &str = "no thread has stopped while it held the lock: building a finder does not panic";
        if let Some(finder) = self.0.read().expect(LOCK).get(lang) {
            return finder.clone();
        }
        // Two threads may build the same; one of them is kept.
        let finder = Arc::new(Finder::new(glossary, lang));
        self.0.write().expect(LOCK).entry(lang.to_owned()).or_insert(finder).clone()
    }
}

/// Finds all names of a language in one pass.
#[derive(Debug)]
struct Finder {
    automaton: AhoCorasick,
    /// For each name the position of its topic.
    topics: Vec<usize>,
}

impl Finder {
    fn new(glossary: &Glossary, lang: &str) -> Self {
        let names = glossary.topics.iter().enumerate().flat_map(|(topic, entry)| entry.names(lang).map(move |name| (name, topic)));
        let (names, topics): (Vec<&str>, Vec<usize>) = names.unzip();
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names);
        Finder { automaton: automaton.expect("a glossary's names are no gigabytes"), topics }
    }

    /// Where names stand in a part of a line, the longest first, and whose they are.
    fn find(&self, line: &str, part: Range<usize>) -> Vec<(Range<usize>, usize)> {
        let mut found = Vec::new();
        let mut start = part.start;
        while let Some(longest) = self.automaton.find(Input::new(line).range(start..part.end)) {
            start = match self.standing_alone(line, longest) {
                Some(name) => {
                    found.push((name.range(), self.topics[name.pattern().as_usize()]));
                    name.end()
                }
                None => longest.start() + line[longest.start()..].chars().next().map_or(1, char::len_utf8),
            };
        }
        found
    }

    /// The longest name that begins where this one does and is no part of a word.
    fn standing_alone(&self, line: &str, longest: Match) -> Option<Match> {
        let mut name = longest;
        while !stands_alone(line, name.range()) {
            let shorter = self.automaton.find(Input::new(line).range(name.start()..name.end() - 1));
            name = shorter.filter(|shorter| shorter.start() == longest.start())?;
        }
        Some(name)
    }
}

/// Whether words end where a name does. Scripts that put no spaces between words have none that would end.
fn stands_alone(line: &str, name: Range<usize>) -> bool {
    let (before, inside, after) = (&line[..name.start], &line[name.clone()], &line[name.end..]);
    let is_torn = |left: Option<char>, right: Option<char>| left.is_some_and(is_of_a_word) && right.is_some_and(is_of_a_word);
    !is_torn(before.chars().next_back(), inside.chars().next()) && !is_torn(inside.chars().next_back(), after.chars().next())
}

/// Letters and digits of scripts with spaces.
fn is_of_a_word(c: char) -> bool {
    let is_accent = matches!(c, '\u{300}'..='\u{36f}');
    (c.is_alphanumeric() && !is_unspaced(c)) || is_accent || c == '_'
}

/// Scripts in which a space is no sign of a word's end: Chinese and Japanese, Thai, Lao, Burmese, Khmer; Korean, whose particles follow a
/// name without one.
pub(super) fn is_unspaced(c: char) -> bool {
    is_han(c) || matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{ac00}'..='\u{d7a3}')
}

/// One article while it is linked.
struct Linking<'a> {
    glossary: &'a Glossary,
    finders: BTreeMap<String, Arc<Finder>>,
    /// Names of the article's own topics, with the topics' ids.
    own: HashMap<String, String>,
    mentioned: &'a mut BTreeSet<String>,
}

impl Linking<'_> {
    fn blocks(&mut self, blocks: &mut [Block], lang: &str) {
        for block in blocks {
            match block {
                Block::Paragraph(b) => self.text(&mut b.text, lang),
                Block::List(b) => {
                    for item in &mut b.items {
                        self.text(&mut item.text, lang);
                        self.blocks(&mut item.blocks, lang);
                    }
                }
                Block::Quote(b) => {
                    self.blocks(&mut b.blocks, lang);
                    b.cite.iter_mut().for_each(|cite| self.text(cite, lang));
                }
                Block::Callout(b) => self.blocks(&mut b.blocks, lang),
                Block::Register(b) => {
                    self.text(&mut b.caption, lang);
                    b.rows.iter_mut().flatten().for_each(|cell| self.text(cell, lang));
                }
                Block::Image(b) => b.caption.iter_mut().for_each(|caption| self.text(caption, lang)),
                Block::Chart(b) => self.text(&mut b.caption, lang),
                Block::Diagram(b) => self.text(&mut b.caption, lang),
                Block::Timeline(b) => {
                    self.text(&mut b.caption, lang);
                    b.events.iter_mut().for_each(|event| self.text(&mut event.text, lang));
                }
                Block::Note(b) => self.blocks(&mut b.blocks, lang),
                Block::Code(_) | Block::Math(_) | Block::Unknown(_) => {}
            }
        }
    }

    fn text(&mut self, text: &mut Text, lang: &str) {
        // A word may go on where a mark begins, so its ends are looked for in the whole line.
        let line = plain_text_of_runs(text);
        self.runs(text, lang, &line, &mut 0);
    }

    /// `at` is where the runs begin in the line, and afterwards where they end.
    fn runs(&mut self, text: &mut Text, lang: &str, line: &str, at: &mut usize) {
        let mut runs = Vec::with_capacity(text.0.len());
        for mut run in std::mem::take(&mut text.0) {
            match &mut run {
                Run::Plain(words) => {
                    let part = *at..*at + words.len();
                    *at = part.end;
                    self.linked(lang, line, part, &mut runs);
                    continue;
                }
                Run::Marked(Mark::Emphasis(inside) | Mark::Strong(inside)) => self.runs(inside, lang, line, at),
                Run::Marked(Mark::Lang(span)) => self.runs(&mut span.text, &span.lang, line, at),
                Run::Marked(Mark::Link(link)) => *at += plain_text_of_runs(&link.text).len(),
                Run::Marked(Mark::Sub(inside) | Mark::Sup(inside)) => *at += plain_text_of_runs(inside).len(),
                Run::Marked(Mark::Mention(mention)) => {
                    self.mentioned.insert(mention.topic.clone());
                    *at += mention.text.len();
                }
                Run::Marked(Mark::Statistic(statistic)) => *at += statistic.text.len(),
                Run::Marked(Mark::Code(code)) => *at += code.len(),
                Run::Marked(Mark::Ruby(ruby)) => *at += ruby.base.len(),
                Run::Marked(Mark::Math(formula)) => *at += formula.text.len(),
                Run::Marked(Mark::Note(_)) => {}
            }
            runs.push(run);
        }
        text.0 = runs;
    }

    /// A plain run as plain runs and mentions.
    fn linked(&mut self, lang: &str, line: &str, part: Range<usize>, runs: &mut Vec<Run>) {
        let glossary = self.glossary;
        let finder = self.finders.entry(lang.to_owned()).or_insert_with(|| glossary.finders.of(glossary, lang)).clone();
        let mut start = part.start;
        for (name, topic) in finder.find(line, part.clone()) {
            let id = &glossary.topics[topic].id;
            let text = &line[name.clone()];
            if self.own.get(text).is_some_and(|own| own != id) {
                continue;
            }
            if start < name.start {
                runs.push(Run::Plain(line[start..name.start].to_owned()));
            }
            runs.push(Run::Marked(Mark::Mention(Mention { topic: id.clone(), text: text.to_owned() })));
            self.mentioned.insert(id.clone());
            start = name.end;
        }
        // An empty run that was there stays.
        if start < part.end || part.is_empty() {
            runs.push(Run::Plain(line[start..part.end].to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::*;
    use proptest::prelude::*;

    const GLOSSARY: &str = r#"
[[topic]]
id = "qinyuan"
kind = "place"
name = { zh-Hans = "沁源县", en = "Qinyuan County" }
aliases = { zh-Hans = ["沁源"], en = ["Qinyuan"] }
relations = [{ kind = "located-in", topic = "shanxi" }]

[[topic]]
id = "committee"
kind = "organisation"
name = { zh-Hans = "沁源县委", en = "County Committee" }
relations = [{ kind = "part-of", topic = "qinyuan" }]

[[topic]]
id = "shanxi"
kind = "place"
name = "Shanxi"
aliases = ["山西"]
summary = { en = "A province." }
"#;

    fn glossary() -> Glossary {
        Glossary::parse("g", GLOSSARY).unwrap()
    }

    /// An article of one section.
    fn article(lang: &str, blocks: &str) -> Article {
        read(&format!(
            r#"{{"offprint": 1, "id": "a", "lang": "{lang}", "title": "A", "sections": [{{"id": "s", "title": "沁源", "blocks": [{blocks}]}}]}}"#
        ))
        .unwrap()
    }

    fn paragraph(text: &str) -> String {
        format!(r#"{{"paragraph":{{"id":"p","text":{text}}}}}"#)
    }

    /// The blocks' JSON with each mention as `[words topic]`.
    fn shown(article: &Article) -> String {
        let json = serde_json::to_string(&article.sections[0].blocks).unwrap();
        let (mut shown, mut rest) = (String::new(), json.as_str());
        while let Some((before, mention)) = rest.split_once(r#"{"mention":{"topic":""#) {
            let (topic, mention) = mention.split_once(r#"","text":""#).unwrap();
            let (text, after) = mention.split_once(r#""}}"#).unwrap();
            shown += &format!("{before}[{text} {topic}]");
            rest = after;
        }
        shown + rest
    }

    #[track_caller]
    fn check(lang: &str, text: &str, expected: &str) {
        let mut article = article(lang, &paragraph(text));
        glossary().link(&mut article);
        assert_eq!(shown(&article), format!(r#"[{}]"#, paragraph(expected)));
        let json = serde_json::to_string(&article).unwrap();
        assert_eq!(read(&json).unwrap(), article, "what has been linked passes the border");
    }

    #[test]
    fn the_longest_name_is_linked() {
        check("zh-Hans", r#""山西沁源县委与沁源县。""#, r#"[[山西 shanxi],[沁源县委 committee],"与",[沁源县 qinyuan],"。"]"#);
    }

    #[test]
    fn only_names_of_the_articles_language_are_linked() {
        check("en", r#""沁源 in Shanxi""#, r#"["沁源 in ",[Shanxi shanxi]]"#);
        check("zh-CN", r#""沁源, Qinyuan""#, r#"[[沁源 qinyuan],", Qinyuan"]"#);
    }

    #[test]
    fn latin_names_are_linked_as_whole_words_only() {
        check("en", r#""Qinyuans, Qinyuan's, xQinyuan""#, r#"["Qinyuans, ",[Qinyuan qinyuan],"'s, xQinyuan"]"#);
        check("en", r#""Qinyuan Countyship""#, r#"[[Qinyuan qinyuan]," Countyship"]"#);
        check("zh-Hans", r#""在Shanxi省""#, r#"["在",[Shanxi shanxi],"省"]"#);
        // The word goes on behind a mark.
        check("en", r#"["Shanxi", {"strong":"s"}]"#, r#"["Shanxi",{"strong":"s"}]"#);
        check("en", r#"["Shanxi", {"note":"n"}]"#.replace(r#", {"note":"n"}"#, "").as_str(), r#"[[Shanxi shanxi]]"#);
    }

    #[test]
    fn what_is_marked_otherwise_is_left_alone_but_for_stress_and_languages() {
        check(
            "zh-Hans",
            r##"[{"strong":["在",{"emphasis":"沁源"}]}, {"link":{"to":"#p","text":"沁源"}}, {"code":"沁源"}, {"ruby":{"base":"沁源","reading":"x"}}, {"sup":"沁源"}, {"lang":{"lang":"en","text":"Qinyuan"}}]"##,
            r##"[{"strong":["在",{"emphasis":[[沁源 qinyuan]]}]},{"link":{"to":"#p","text":"沁源"}},{"code":"沁源"},{"ruby":{"base":"沁源","reading":"x"}},{"sup":"沁源"},{"lang":{"lang":"en","text":[[Qinyuan qinyuan]]}}]"##,
        );
    }

    #[test]
    fn names_are_linked_in_every_kind_of_block_that_has_lines() {
        let blocks = [
            r#"{"list":{"id":"a","items":[{"text":"沁源","blocks":[{"paragraph":{"id":"b","text":"沁源"}}]}]}}"#,
            r#"{"quote":{"id":"c","blocks":[{"paragraph":{"id":"d","text":"沁源"}}],"cite":"沁源"}}"#,
            r#"{"callout":{"id":"e","tone":"tip","title":"沁源","blocks":[{"paragraph":{"id":"f","text":"沁源"}}]}}"#,
            r#"{"register":{"id":"g","caption":"沁源","columns":[{"title":"沁源"}],"rows":[["沁源"]]}}"#,
            r#"{"image":{"id":"h","src":"a.png","alt":"沁源","width":1,"height":1,"caption":"沁源"}}"#,
            r#"{"code":{"id":"i","text":"沁源"}}"#,
            r#"{"chart":{"id":"j","kind":"bar","caption":"沁源","categories":["沁源"],"series":[{"name":"沁源","values":[1]}]}}"#,
            r#"{"diagram":{"id":"k","kind":"chain","caption":"沁源","nodes":[{"id":"n","label":"沁源"}],"links":[]}}"#,
            r#"{"timeline":{"id":"l","caption":"沁源","events":[{"when":"2022","text":"沁源"}]}}"#,
            r#"{"note":{"id":"m","blocks":[{"paragraph":{"id":"o","text":"沁源"}}]}}"#,
        ];
        let linked = blocks.map(|block| {
            let mut article = article("zh-Hans", block);
            glossary().link(&mut article);
            shown(&article).matches("[沁源 qinyuan]").count()
        });
        // List, quote, callout, register, image, code, chart, diagram, timeline, note.
        assert_eq!(linked, [2, 2, 1, 2, 1, 0, 1, 1, 2, 1]);
    }

    #[test]
    fn topics_that_are_mentioned_follow_the_articles_own() {
        let mut article = article("zh-Hans", &paragraph(r#""沁源县委""#));
        let own: Topic = serde_json::from_str(r#"{"id":"zhao","kind":"person","name":"赵"}"#).unwrap();
        article.topics.push(own.clone());
        glossary().link(&mut article);
        assert_eq!(article.topics.len(), 2);
        assert_eq!(article.topics[0], own);
        // The county is not mentioned, so there is nothing to which the committee could belong.
        assert_eq!((article.topics[1].id.as_str(), article.topics[1].relations.as_slice()), ("committee", [].as_slice()));
    }

    #[test]
    fn relations_lead_to_topics_of_the_article() {
        let mut article = article("en", &paragraph(r#""Shanxi, Qinyuan""#));
        glossary().link(&mut article);
        let topics: Vec<_> = article.topics.iter().map(|topic| (topic.id.as_str(), topic.name.as_str(), topic.relations.len())).collect();
        assert_eq!(topics, [("qinyuan", "Qinyuan County", 1), ("shanxi", "Shanxi", 0)]);
        assert_eq!(article.topics[0].aliases, ["Qinyuan"]);
        assert_eq!(article.topics[1].summary, "A province.");
    }

    #[test]
    fn the_articles_own_topics_win() {
        let mut article = article("zh-Hans", &paragraph(r#""沁源在山西""#));
        article.topics = serde_json::from_str(
            r#"[{"id":"qinyuan","kind":"term","name":"沁源","summary":"own"},{"id":"jin","kind":"place","name":"晋","aliases":["山西"]}]"#,
        )
        .unwrap();
        let own = article.topics.clone();
        glossary().link(&mut article);
        assert_eq!(article.topics, own);
        assert_eq!(shown(&article), r#"[{"paragraph":{"id":"p","text":[[沁源 qinyuan],"在山西"]}}]"#);
    }

    #[test]
    fn an_article_and_its_translation_have_the_same_topics() {
        let mut original = article("zh-Hans", &paragraph(r#""沁源""#));
        let mut translation = article("en", &paragraph(r#""The County Committee""#));
        glossary().link_together(&mut [&mut original, &mut translation]);
        let ids = |article: &Article| article.topics.iter().map(|topic| topic.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&original), ["qinyuan", "committee"]);
        assert_eq!(ids(&original), ids(&translation));
        assert_eq!(original.topics[1].name, "沁源县委");
    }

    #[test]
    fn threads_share_a_glossary() {
        use rayon::prelude::*;
        let glossary = glossary();
        let mut articles: Vec<Article> = (0..64).map(|n| article(["zh-Hans", "en"][n % 2], &paragraph(r#""沁源, Qinyuan""#))).collect();
        articles.par_iter_mut().for_each(|article| glossary.link(article));
        assert!(articles.iter().all(|article| article.topics.len() == 1));
    }

    fn any_text() -> impl Strategy<Value = Text> {
        let words = prop::collection::vec(
            prop::sample::select(vec!["沁", "源", "县", "委", "山西", "Qin", "yuan", "Qinyuan", " County", "Shanxi", "s", " ", "é", "。"]),
            0..8,
        )
        .prop_map(|words| Run::Plain(words.concat()));
        let run = words.prop_recursive(3, 12, 4, |inner| {
            let text = prop::collection::vec(inner, 0..4).prop_map(Text);
            prop_oneof![
                text.clone().prop_map(|text| Run::Marked(Mark::Strong(text))),
                text.clone().prop_map(|text| Run::Marked(Mark::Link(Link { to: "#p".into(), text }))),
                text.clone().prop_map(|text| Run::Marked(Mark::Lang(LanguageSpan { lang: "en".into(), text }))),
                text.prop_map(|text| Run::Marked(Mark::Code(plain_text_of_runs(&text)))),
            ]
        });
        prop::collection::vec(run, 0..6).prop_map(Text)
    }

    fn mentioned(text: &Text, found: &mut Vec<Mention>) {
        for run in &text.0 {
            match run {
                Run::Marked(Mark::Strong(text)) => mentioned(text, found),
                Run::Marked(Mark::Lang(span)) => mentioned(&span.text, found),
                Run::Marked(Mark::Mention(mention)) => found.push(mention.clone()),
                _ => {}
            }
        }
    }

    proptest! {
        #[test]
        fn linking_changes_no_word_and_marks_names_only(text in any_text(), lang in prop::sample::select(vec!["zh-Hans", "en", "fr"])) {
            let mut article = article(lang, &paragraph("\"\""));
            article.sections[0].blocks = vec![Block::Paragraph(Paragraph { id: "p".into(), text })];
            let before = plain_text(&article);
            let glossary = glossary();
            glossary.link(&mut article);
            prop_assert_eq!(plain_text(&article), before);

            let Block::Paragraph(paragraph) = &article.sections[0].blocks[0] else { unreachable!() };
            let mut mentions = Vec::new();
            mentioned(&paragraph.text, &mut mentions);
            for Mention { topic, text } in &mentions {
                let entry = glossary.topics().iter().find(|entry| entry.id == *topic).unwrap();
                prop_assert!(entry.all_names().any(|name| name == text), "{}", text);
                prop_assert!(article.topics.iter().any(|own| own.id == *topic));
            }
            let once = article.clone();
            glossary.link(&mut article);
            prop_assert_eq!(article, once, "linked already");
        }
    }
}
