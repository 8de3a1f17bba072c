//! The shelf: what this device's reader has read, and how far.

use super::Scene;
use super::page::main;
use super::tree::{Tree, button, element, link};
use crate::library::Word;
use crate::reading::{AddressForm, Page, Places};

pub fn shelf_page(scene: &Scene, places: &Places) -> Tree {
    let article = &scene.bundle.article;
    let main = main(scene, "shelf", scene.say(Word::Shelf)).add(element("p").class("label").text(scene.say(Word::ShelfIntro)));
    let Some(block) = places.block(&article.id) else {
        let open = link(&scene.to(Page::Article(article.id.clone())), &article.title);
        return main.add(element("p").text(scene.say(Word::ShelfEmpty))).add(element("p").class("start").add(open)).add_if(files(scene));
    };
    let at = element("p").class("label").text(&scene.fill(Word::LeftAt, &[scene.section_title(block)]));
    let forget = button("forget", scene.say(Word::Forget)).class("quiet");
    main.add(element("ul").add(element("li").add(link(&scene.to_block(block), &article.title)).add(at).add(forget))).add_if(files(scene))
}

/// The place where a file of the reader's own is opened. The page's script fills its list and its line of status; the words for that go with
/// it. Pages without addresses of their own, as in the one file, have no such script.
fn files(scene: &Scene) -> Option<Tree> {
    if scene.links.form != AddressForm::Path {
        return None;
    }
    let own = [Word::Checking, Word::FileProblems, Word::FileFull, Word::FileFailed, Word::ForgetFile];
    let around = [Word::AsTable, Word::SaveCsv, Word::LinkFrom, Word::LinkHow, Word::LinkTo, Word::Category];
    let words: Vec<&str> = own.into_iter().chain(around).map(|word| scene.say(word)).collect();
    let place = element("section").id("_files").class("files").attr("data-words", &words.join("|"));
    let file = element("input").id("_file").attr("type", "file").attr("accept", ".json,application/json");
    let keep = element("label").add(element("input").attr("type", "checkbox")).text(" ").text(scene.say(Word::OpenFileKeep));
    let place = place
        .add(element("h2").class("label").add(element("label").attr("for", "_file").text(scene.say(Word::OpenFile))))
        .add(element("p").class("label").text(scene.say(Word::OpenFileText)))
        .add(element("p").add(file))
        .add(element("p").class("label").add(keep))
        .add(element("div").attr("role", "status"))
        .add(element("ul"));
    Some(place)
}
