//! The article, its sections in one flow, in one language or in two.

use super::about::joined;
use super::blocks::{block_tree, section_trees};
use super::contents::contents;
use super::front::byline;
use super::tree::{Tree, element, link};
use super::{Scene, ids};
use crate::article::{Block, Section};
use crate::library::Word;
use crate::reading::{Page, Route};

/// `beside` sees the same page in the language of the second column.
pub fn article_page(scene: &Scene, beside: Option<&Scene>) -> Tree {
    let class = if beside.is_some() { "reading two" } else { "reading" };
    element("main").id(ids::MAIN).class(class).add(contents(scene)).add(article_tree(scene, beside))
}

fn article_tree(scene: &Scene, beside: Option<&Scene>) -> Tree {
    let article = &scene.bundle.article;
    let heading = |scene: &Scene, tag| element(tag).text(&scene.bundle.article.title);
    let standfirst = |scene: &Scene| element("p").class("standfirst").text(&scene.bundle.article.standfirst);
    let mut header =
        element("header").add(pair(heading(scene, "h1").attr("tabindex", "-1"), beside.map(|other| heading(other, "p")), beside));
    if !article.standfirst.is_empty() {
        header = header.add(pair(standfirst(scene), beside.map(standfirst), beside));
    }
    let header = header.add(element("p").class("byline").text(&byline(scene)).all(columns(scene, beside)));
    let sections = &article.sections;
    let section = |(index, section): (usize, &Section)| {
        let other = beside.and_then(|scene| Some((scene, scene.bundle.article.sections.get(index)?)));
        let around = (index.checked_sub(1).and_then(|before| sections.get(before)), sections.get(index + 1));
        section_tree(section, around, scene, other)
    };
    let sections = sections.iter().enumerate().map(section).collect();
    element("article").attr("lang", &article.lang).add(header).all(sections).add(colophon(scene))
}

/// Links to this page in two columns, or back to one.
fn columns(scene: &Scene, beside: Option<&Scene>) -> Vec<Tree> {
    let route = || Route::new(&scene.route.language, Page::Article(scene.bundle.article.id.clone()));
    let mut links = Vec::new();
    for language in scene.bundle.languages() {
        if language.tag == scene.bundle.article.lang {
            continue;
        }
        let is_beside = beside.is_some_and(|beside| beside.bundle.article.lang == language.tag);
        links.push(match is_beside {
            true => link(&scene.links.to(&route()), scene.say(Word::NotBeside)),
            false => {
                let route = route().beside(&language.tag.to_ascii_lowercase());
                link(&scene.links.to(&route), &scene.fill(Word::Beside, &[&language.name]))
            }
        });
    }
    links
}

/// One element, or two side by side.
fn pair(first: Tree, second: Option<Tree>, beside: Option<&Scene>) -> Tree {
    match (second, beside) {
        (Some(second), Some(beside)) => {
            let second = element("div").attr("lang", &beside.bundle.article.lang).add(second);
            element("div").class("pair").add(element("div").add(first)).add(second)
        }
        _ => first,
    }
}

type Around<'a> = (Option<&'a Section>, Option<&'a Section>);

fn section_tree(section: &Section, around: Around, scene: &Scene, beside: Option<(&Scene, &Section)>) -> Tree {
    // The page's h1 is the article's title, so a section of level 1 is an h2.
    let heading = match section.level {
        1 => "h2",
        2 => "h3",
        3 => "h4",
        4 => "h5",
        _ => "h6",
    };
    let tree = element("section").id(&section.id);
    let other = beside.map(|(scene, _)| scene);
    let tree = if section.title.is_empty() {
        tree
    } else {
        let second = beside.map(|(_, other)| element("p").class("heading").text(&other.title));
        tree.add(turns(around, scene)).add(pair(element(heading).text(&section.title), second, other))
    };
    let Some((other, twin)) = beside else { return tree.all(section_trees(&section.blocks, scene)) };
    // Both have the same blocks: the packer has seen to it.
    let both = |(block, twin): (&Block, &Block)| pair(block_tree(block, scene), Some(block_tree(twin, other)), Some(other));
    tree.all(section.blocks.iter().zip(&twin.blocks).map(both).collect())
}

/// The ways to the sections before and after.
fn turns((before, after): Around, scene: &Scene) -> Tree {
    let turn = |section: Option<&Section>, word, sign| {
        let section = section.filter(|section| !section.title.is_empty())?;
        Some(link(&scene.to_block(&section.id), sign).attr("aria-label", &scene.fill(word, &[&section.title])))
    };
    let turns = element("p").class("turns");
    turns.add_if(turn(before, Word::PreviousSection, "↑")).add_if(turn(after, Word::NextSection, "↓"))
}

/// Source and rights, folded away below the text.
fn colophon(scene: &Scene) -> Tree {
    let article = &scene.bundle.article;
    let paragraph = |text: &str| element("p").text(text);
    let source = article.source.as_ref().map(|source| paragraph(&joined(&[&source.title, &source.outlet, &source.channel], &article.lang)));
    let rights = (!article.rights.is_empty()).then(|| paragraph(&article.rights));
    element("details").class("colophon").add(element("summary").text(scene.say(Word::Colophon))).add_if(source).add_if(rights)
}
