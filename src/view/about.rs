//! About: where the article comes from, who may do what with it, which edition this is, and what is not collected.

use super::Scene;
use super::page::main;
use super::sharing::sharing;
use super::tree::{Tree, element, link};
use crate::library::Word;
use crate::reading::AddressForm;

pub fn about_page(scene: &Scene) -> Tree {
    let article = &scene.bundle.article;
    let site = &scene.bundle.site;
    let mut facts = Vec::new();
    let mut fact = |name, link: Tree, note| {
        facts.extend([element("dt").text(scene.say(name)), element("dd").add(link), element("dd").text(scene.say(note))]);
    };
    if let Some(source) = &article.source {
        let known = joined(&[&source.title, &source.outlet, &source.channel, &day(&source.published, &article.lang)], &article.lang);
        let cited = match &source.url {
            Some(url) => element("a").attr("href", url).text(&known),
            None => element("span").text(&known),
        };
        fact(Word::Source, cited, Word::SourceNote);
    }
    if let Some(copy) = scene.links.to_copy(&scene.route.language, &article.id) {
        // Saved under the article's own name.
        let save = link(&copy, scene.say(Word::SaveCopy)).attr("download", &(article.id.clone() + ".html"));
        fact(Word::Copy, save, Word::CopyText);
    }
    if let Some(place) = sharing(scene) {
        facts.extend([
            element("dt").text(scene.say(Word::Share)),
            element("dd").text(scene.say(Word::ShareText)),
            element("dd").add(place),
        ]);
    }
    let languages: Vec<&str> = site.languages.iter().map(|language| language.name.as_str()).collect();
    let (topics, numbers) = (article.topics.len().to_string(), article.statistics.len().to_string());
    let plain = [
        (scene.say(Word::Written), scene.fill(Word::WrittenText, &[&topics, &numbers])),
        (scene.say(Word::Rights), article.rights.clone()),
        (scene.say(Word::Published), day(&article.published, &article.lang)),
        (scene.say(Word::Languages), languages.join(" · ")),
        (scene.say(Word::Edition), site.edition.clone()),
        (scene.say(Word::EditionNote), site.edition_note.clone()),
        (scene.say(Word::AboutOffprint), scene.say(Word::AboutOffprintText).to_owned()),
        (scene.say(Word::Privacy), scene.say(Word::PrivacyText).to_owned()),
    ];
    for (name, value) in plain.iter().filter(|(_, value)| !value.is_empty()) {
        facts.extend([element("dt").text(name), element("dd").text(value)]);
    }
    // What the device keeps is told by the page's script.
    let kept = (scene.links.form == AddressForm::Path).then(|| element("dl").id("_keep"));
    main(scene, "about", scene.say(Word::About)).add(element("dl").all(facts)).add_if(kept)
}

/// What is known, one after the other, with the stop of the language between.
pub fn joined(parts: &[&str], lang: &str) -> String {
    let stop = if lang.starts_with("zh") { "；" } else { "; " };
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(stop)
}

/// A day as it is written in a language: `2022年7月26日`, `26 July 2022`; what is not a whole date stays as it is.
pub fn day(date: &str, lang: &str) -> String {
    const MONTHS: [&str; 12] =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    let parts: Vec<usize> = date.split('-').filter_map(|part| part.parse().ok()).collect();
    match (parts.as_slice(), lang.split('-').next()) {
        ([year, month, day], Some("zh" | "ja")) => format!("{year}年{month}月{day}日"),
        ([year, month, day], Some("en")) => match MONTHS.get(month.wrapping_sub(1)) {
            Some(month) => format!("{day} {month} {year}"),
            None => date.to_owned(),
        },
        _ => date.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_its_language_writes_it() {
        assert_eq!(day("2022-07-26", "zh-Hans"), "2022年7月26日");
        assert_eq!(day("2022-07-26", "en"), "26 July 2022");
        assert_eq!(day("2022-07", "en"), "2022-07");
        assert_eq!(day("", "en"), "");
    }
}
