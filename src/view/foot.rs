//! The foot of every page: the choice of appearance, and the way to the source.

use super::Scene;
use super::tree::{Tree, element};
use crate::reading::{Page, Theme};

/// Every page is packed as the device has it; the browser checks what the reader has chosen.
pub fn foot(scene: &Scene) -> Tree {
    let words = scene.messages();
    let choice = |theme: Theme| {
        let name = match theme {
            Theme::Auto => words.theme_auto,
            Theme::Light => words.theme_light,
            Theme::Dark => words.theme_dark,
        };
        let radio = element("input").attr("type", "radio").attr("name", "theme").attr("value", theme.name());
        let radio = if theme == Theme::Auto { radio.attr("checked", "") } else { radio };
        element("label").add(radio).add(element("span").text(name))
    };
    let themes = element("fieldset").class("themes").add(element("legend").text(words.theme));
    let about = element("a").attr("href", &scene.to(Page::About)).text(words.about);
    element("footer").class("foot").add(themes.all(Theme::ALL.map(choice).into())).add(element("p").add(about))
}
