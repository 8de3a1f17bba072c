//! The article, its sections in one flow.

use super::about::joined;
use super::blocks::blocks_trees;
use super::contents::contents;
use super::front::byline;
use super::tree::{Tree, element};
use super::{Scene, ids};
use crate::article::Section;

pub fn article_page(scene: &Scene) -> Tree {
    element("main").id(ids::MAIN).class("reading").add(contents(scene)).add(article_tree(scene))
}

fn article_tree(scene: &Scene) -> Tree {
    let article = &scene.bundle.article;
    let standfirst = (!article.standfirst.is_empty()).then(|| element("p").class("standfirst").text(&article.standfirst));
    let header = element("header")
        .add(element("h1").attr("tabindex", "-1").text(&article.title))
        .add_if(standfirst)
        .add(element("p").class("byline").text(&byline(scene)));
    let sections = article.sections.iter().map(|section| section_tree(section, scene)).collect();
    element("article").attr("lang", &article.lang).add(header).all(sections).add(colophon(scene))
}

fn section_tree(section: &Section, scene: &Scene) -> Tree {
    // The page's h1 is the article's title, so a section of level 1 is an h2.
    let heading = match section.level {
        1 => "h2",
        2 => "h3",
        3 => "h4",
        4 => "h5",
        _ => "h6",
    };
    let heading = (!section.title.is_empty()).then(|| element(heading).text(&section.title));
    element("section").id(&section.id).add_if(heading).all(blocks_trees(&section.blocks, scene))
}

/// Source and rights, folded away below the text.
fn colophon(scene: &Scene) -> Tree {
    let article = &scene.bundle.article;
    let paragraph = |text: &str| element("p").text(text);
    let source = article.source.as_ref().map(|source| paragraph(&joined(&[&source.title, &source.outlet, &source.channel], &article.lang)));
    let rights = (!article.rights.is_empty()).then(|| paragraph(&article.rights));
    element("details").class("colophon").add(element("summary").text(scene.messages().colophon)).add_if(source).add_if(rights)
}
