//! The words of the interface: English.

use super::Messages;

pub const MESSAGES: Messages = Messages {
    autonym: "English",
    read_in_this: "This page is available in English",
    skip: "Skip to the text",
    home: "Cover",
    pages: "Pages",
    article: "Article",
    about: "About",
    contents: "Contents",

    search: "Find in the article",
    search_hint: "Find in the article",
    hits: "What was found",
    hits_one: "1 passage",
    hits_many: "{} passages",
    hits_none: "Nothing here contains “{}”. Try another word, or a shorter one.",
    clear: "Clear",

    start_reading: "Start reading",
    minutes: "{} min",
    based_on: "Based on a report in {}, {}",

    colophon: "Source and rights",
    source: "Source",
    source_note: "This article was written anew from the facts in that report; the report’s own text is not reproduced.",
    rights: "Rights",
    published: "Published",
    languages: "Languages",
    edition: "Edition",
    edition_note: "About this edition",
    about_offprint: "About Offprint",
    about_offprint_text: "Journals used to print single articles apart, for their authors to hand around: offprints. This is one for the web. One link opens at once, and anything in it can be found, in Chinese as well as in English.",
    privacy: "What is not collected",
    privacy_text: "Searching happens on your device and is sent nowhere. There is no account, no tracking and no script from elsewhere; only the appearance you choose is remembered, on this device.",
    note: "Note",
    back_to_text: "Back to the text",
    done: "Done",
    not_done: "Not done",

    theme: "Appearance",
    theme_auto: "As the device",
    theme_light: "Light",
    theme_dark: "Dark",

    lost: "There is no such page",
    lost_text: "The address may be mistyped, or the page may be gone. The cover is a good place to start again.",
    page_failed: "That page could not be fetched. Check your connection; what you are reading stays.",
    open_directly: "Open it directly",
    reader_failed: "Search is not working just now. The text is complete and can be read as usual.",
    reload: "Reload",
    not_kept: "This browser does not let pages keep anything, so the appearance holds for this page only.",
};
