//! The main part of the pages that are neither cover nor article: a heading, and what stands below it.

use super::tree::{Tree, element};
use super::{Scene, ids};

pub fn main(scene: &Scene, class: &str, heading: &str) -> Tree {
    let heading = element("h1").attr("tabindex", "-1").text(heading);
    element("main").id(ids::MAIN).class(class).attr("lang", &scene.bundle.article.lang).add(heading)
}
