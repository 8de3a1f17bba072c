//! The front of a site with one article: its cover.

use super::numbers::display;
use super::pictures::sign;
use super::tree::{Tree, element, link};
use super::{Scene, ids};
use crate::article::{Block, Diagram, DiagramNode, Entry, Statistic, outline, plain_text_of_runs, reading_minutes};
use crate::library::Word;
use crate::reading::Page;

/// `left_at`: the block at which this device's reader has left the article.
pub fn front_page(scene: &Scene, left_at: Option<&str>) -> Tree {
    let article = &scene.bundle.article;
    let standfirst = (!article.standfirst.is_empty()).then(|| element("p").class("standfirst").text(&article.standfirst));
    let start = match left_at {
        Some(block) => {
            let section = scene.section_title(block);
            link(&scene.to_block(block), &scene.fill(Word::Continue, &[section]))
        }
        None => link(&scene.to(Page::Article(article.id.clone())), scene.say(Word::StartReading)),
    };
    let header = element("header")
        .add(element("h1").attr("tabindex", "-1").text(&article.title))
        .add_if(standfirst)
        .add(element("p").class("byline").text(&byline(scene)))
        .add(element("p").class("start").add(start));
    let entry = |entry: &Entry| {
        let link = link(&scene.to_block(&entry.section), &entry.title);
        element("li").add(link).add(element("span").class("minutes").text(&minutes(scene, entry.minutes)))
    };
    let heading = element("h2").id("_cover-contents").class("label").text(scene.say(Word::Contents));
    let entries = element("ol").all(outline(article).iter().map(entry).collect());
    let contents = element("nav").attr("aria-labelledby", "_cover-contents").add(heading).add(entries);
    let main = element("main").id(ids::MAIN).class("cover").attr("lang", &article.lang).add(header).add(contents);
    main.add_if(systems(scene)).add_if(key_numbers(scene))
}

/// The diagram whose parts are sections: how the article hangs together. Its parts, each with what it does to the next.
fn systems(scene: &Scene) -> Option<Tree> {
    let sections = &scene.bundle.article.sections;
    let is_section = |node: &DiagramNode| sections.iter().any(|section| section.id == node.id);
    let is_of_sections = |diagram: &&Diagram| diagram.nodes.iter().all(is_section);
    let blocks = sections.iter().flat_map(|section| &section.blocks);
    let mut diagrams = blocks.filter_map(|block| if let Block::Diagram(diagram) = block { Some(diagram) } else { None });
    let diagram = diagrams.find(is_of_sections)?;
    let part = |node: &DiagramNode| {
        let section = sections.iter().find(|section| section.id == node.id);
        let title = section.map_or("", |section| section.title.as_str());
        let part =
            element("li").add(link(&scene.to_block(&node.id), &node.label).attr_if("title", Some(title).filter(|title| !title.is_empty())));
        let out = diagram.links.iter().find(|link| link.from == node.id);
        let next = out.and_then(|out| diagram.nodes.iter().find(|node| node.id == out.to));
        // The first picture of what the section tells, as a sign.
        let own = section.and_then(|section| section.blocks.iter().find_map(|block| sign(block.id(), scene)));
        let part = part.add_if(own);
        part.add_if(out.zip(next).map(|(out, next)| element("span").class("label").text(&format!("{} → {}", out.label, next.label))))
    };
    let heading = element("h2").class("label").text(&plain_text_of_runs(&diagram.caption));
    Some(element("section").class("systems").add(heading).add(element("ol").all(diagram.nodes.iter().map(part).collect())))
}

/// The few figures that say most.
fn key_numbers(scene: &Scene) -> Option<Tree> {
    let article = &scene.bundle.article;
    let find = |id: &String| article.statistics.iter().find(|statistic| statistic.id == *id);
    let number = |statistic: &Statistic| {
        let stated = link(&scene.to_block(&statistic.stated), &display(statistic, &article.lang)).class("figure");
        element("div").add(element("dt").text(&statistic.subject)).add(element("dd").add(stated))
    };
    let numbers: Vec<Tree> = article.key_statistics.iter().filter_map(find).map(number).collect();
    if numbers.is_empty() {
        return None;
    }
    let heading = element("h2").class("label").text(scene.say(Word::KeyNumbers));
    let all = link(&scene.to(Page::Numbers), &scene.fill(Word::AllNumbers, &[&article.statistics.len().to_string()]));
    let topics = link(&scene.to(Page::Topics), &scene.fill(Word::AllTopics, &[&article.topics.len().to_string()]));
    let more = element("p").class("more").add(all).add(topics);
    Some(element("section").class("key-numbers").add(heading).add(element("dl").all(numbers)).add(more))
}

/// What the article is based on, and how long it takes to read.
pub fn byline(scene: &Scene) -> String {
    let article = &scene.bundle.article;
    let minutes = minutes(scene, reading_minutes(article));
    match &article.source {
        Some(source) => {
            let (outlet, day) = (source.outlet.as_str(), super::about::day(&source.published, &article.lang));
            format!("{} · {minutes}", scene.fill(Word::BasedOn, &[outlet, &day]))
        }
        None => minutes,
    }
}

fn minutes(scene: &Scene, minutes: u32) -> String {
    scene.fill(Word::Minutes, &[&minutes.to_string()])
}
