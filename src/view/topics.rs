//! What the article speaks of: all topics by kind, and a page for each with every line that mentions it.

use super::Scene;
use super::blocks::block_tree;
use super::page::main;
use super::pictures::picture_trees;
use super::tree::{Tree, element, link};
use crate::article::{Mentioning, RelationKind, Topic, TopicKind, mentions};
use crate::library::Word;
use crate::picture::MAP;
use crate::reading::Page;

const KINDS: [(TopicKind, Word); 7] = [
    (TopicKind::Person, Word::Person),
    (TopicKind::Place, Word::Place),
    (TopicKind::Organisation, Word::Organisation),
    (TopicKind::Project, Word::Project),
    (TopicKind::Programme, Word::Programme),
    (TopicKind::Measure, Word::Measure),
    (TopicKind::Term, Word::Term),
];

pub fn topics_page(scene: &Scene) -> Tree {
    let article = &scene.bundle.article;
    let has_map = scene.bundle.picture(MAP).is_some();
    let to_map = has_map.then(|| element("p").class("label").add(link(&scene.links.within(&scene.route, MAP), scene.say(Word::TopicMap))));
    let mut main = main(scene, "topics", scene.say(Word::Topics)).add_if(to_map);
    for (kind, word) in KINDS {
        let of_kind: Vec<Tree> = article.topics.iter().filter(|topic| topic.kind == kind).map(|topic| entry(topic, scene)).collect();
        if !of_kind.is_empty() {
            let heading = element("h2").class("label").text(scene.say(word));
            main = main.add(element("section").add(heading).add(element("dl").all(of_kind)));
        }
    }
    main.add_if(has_map.then(|| map(scene)))
}

/// The topics in their relations, as a picture.
fn map(scene: &Scene) -> Tree {
    let caption = element("figcaption").text(scene.say(Word::TopicMap));
    element("figure").id(MAP).class("picture").attr("tabindex", "-1").add(caption).all(picture_trees(MAP, scene))
}

fn entry(topic: &Topic, scene: &Scene) -> Tree {
    let name = element("dt").add(link(&scene.to_topic(&topic.id), &topic.name));
    element("div").add(name).add(element("dd").text(&topic.summary))
}

pub fn topic_page(topic: &Topic, scene: &Scene) -> Tree {
    let main = main(scene, "topic", &topic.name);
    let found = mentions(&scene.bundle.article, &topic.id);
    let passages = element("ol").class("passages").all(found.iter().map(|found| passage(found, topic, scene)).collect());
    let count = element("h2").class("label").text(&scene.fill(Word::Mentioned, &[&found.len().to_string()]));
    let kind = element("p").class("label").add(link(&scene.to(Page::Topics), kind(topic, scene)));
    let pictures = scene.bundle.showing(&topic.id).map(|block| block_tree(block, scene)).collect();
    let main = main.add(kind).add(about(topic, scene)).add(relations(topic, &found, scene)).all(pictures);
    main.add(element("section").add(count).add(passages))
}

/// The heading below which the list of topics has it.
pub fn kind<'a>(topic: &Topic, scene: &'a Scene) -> &'a str {
    KINDS.iter().find(|(kind, _)| *kind == topic.kind).map_or("", |(_, word)| scene.say(*word))
}

/// What is known of a topic: on its page, and on the card that a mention opens.
pub fn about(topic: &Topic, scene: &Scene) -> Tree {
    let aliases = topic.aliases.join(" · ");
    let aliases = (!aliases.is_empty()).then(|| element("p").class("label").text(scene.say(Word::Aliases)).text(" ").text(&aliases));
    let summary = (!topic.summary.is_empty()).then(|| element("p").text(&topic.summary));
    element("div").class("known").add_if(summary).add_if(aliases)
}

/// A line that mentions the topic, with its names marked.
fn passage(found: &Mentioning, topic: &Topic, scene: &Scene) -> Tree {
    let sections = &scene.bundle.article.sections;
    let section = sections.get(found.section).map_or("", |section| section.title.as_str());
    let section = (!section.is_empty()).then(|| element("span").class("label").text(section));
    let mut line = element("span").class("excerpt");
    for span in &found.line {
        line = match &span.topic {
            Some(named) if *named == topic.id => line.add(element("mark").text(&span.text)),
            _ => line.text(&span.text),
        };
    }
    element("li").add(element("a").attr("href", &scene.to_block(&found.block)).add_if(section).add(line))
}

/// The topics to which this one stands in a relation, either way, and those named in the same lines.
fn relations(topic: &Topic, found: &[Mentioning], scene: &Scene) -> Tree {
    let topics = &scene.bundle.article.topics;
    let mut shown: Vec<&str> = vec![&topic.id];
    let mut list = element("dl").class("relations");
    for (kind, forth, back) in [
        (RelationKind::PartOf, Word::PartOf, Word::Includes),
        (RelationKind::LocatedIn, Word::LocatedIn, Word::Holds),
        (RelationKind::CarriedOutBy, Word::CarriedOutBy, Word::CarriesOut),
    ] {
        let to = |from: &Topic, to: &Topic| from.relations.iter().any(|relation| relation.kind == kind && relation.topic == to.id);
        let forwards: Vec<&Topic> = topics.iter().filter(|other| to(topic, other)).collect();
        let backwards: Vec<&Topic> = topics.iter().filter(|other| to(other, topic)).collect();
        for (word, others) in [(forth, forwards), (back, backwards)] {
            shown.extend(others.iter().map(|topic| topic.id.as_str()));
            list = list.all(neighbours(word, &others, scene));
        }
    }
    let named = |id: &str| found.iter().any(|found| found.line.iter().any(|span| span.topic.as_deref() == Some(id)));
    let same: Vec<&Topic> = topics.iter().filter(|other| !shown.contains(&other.id.as_str()) && named(&other.id)).collect();
    list.all(neighbours(Word::SameParagraph, &same, scene))
}

fn neighbours(word: Word, others: &[&Topic], scene: &Scene) -> Vec<Tree> {
    if others.is_empty() {
        return Vec::new();
    }
    let mut links = element("dd");
    for (index, topic) in others.iter().enumerate() {
        links = if index > 0 { links.text(" · ") } else { links };
        links = links.add(link(&scene.to_topic(&topic.id), &topic.name));
    }
    vec![element("dt").text(scene.say(word)), links]
}
