//! The foot of every page: the choice of appearance, and the ways to the other pages.

use super::Scene;
use super::framed::framed_foot;
use super::tree::{Tree, button, element, link};
use crate::library::Word;
use crate::reading::{Opened, Page, Size, Theme};

/// Every page is packed as the device has it; the browser checks what the reader has chosen.
pub fn foot(opened: &Opened, scene: &Scene) -> Tree {
    if scene.is_framed() {
        return framed_foot(opened, scene);
    }
    let themes = [(Theme::Auto, Word::ThemeAuto), (Theme::Light, Word::ThemeLight), (Theme::Dark, Word::ThemeDark)];
    let themes = themes.map(|(theme, word)| (theme.name(), word));
    let sizes =
        [(Size::Small, Word::SizeSmall), (Size::Medium, Word::SizeMedium), (Size::Large, Word::SizeLarge), (Size::Huge, Word::SizeHuge)];
    let sizes = sizes.map(|(size, word)| (size.name(), word));
    let pages = [(Page::Topics, Word::Topics), (Page::Numbers, Word::Numbers), (Page::Shelf, Word::Shelf), (Page::About, Word::About)];
    let pages = pages.map(|(page, word)| link(&scene.to(page), scene.say(word)));
    element("footer")
        .class("foot")
        .add(choice(scene, "theme", Word::Theme, Theme::default().name(), &themes))
        .add(choice(scene, "size", Word::Size, Size::default().name(), &sizes))
        .add(element("p").class("foot-ways").all(pages.into()).add(button("keys", scene.say(Word::Keyboard))))
}

fn choice(scene: &Scene, name: &str, title: Word, checked: &str, choices: &[(&str, Word)]) -> Tree {
    let choices = choices.iter().map(|(value, word)| {
        let radio = element("input").attr("type", "radio").attr("name", name).attr("value", value);
        let radio = if *value == checked { radio.attr("checked", "") } else { radio };
        element("label").add(radio).add(element("span").text(scene.say(*word)))
    });
    element("fieldset").class("choice").add(element("legend").text(scene.say(title))).all(choices.collect())
}
