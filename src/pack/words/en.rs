//! The words of the interface: English.

use super::DemoWords;
use crate::library::Word;

pub const DEMO: DemoWords = DemoWords {
    title: "On somebody else’s page",
    intro: "This page knows nothing of the article but one script and a few tags. Its own rules allow it nothing more: no style, no connection and no script from elsewhere.",
    back: "Back to the code",
    code: "The tag",
    samples: [
        ("A section, in the page’s colours", "As a newsroom would quote it: one section, as high as it is, in the colours around it."),
        ("Dark, in a frame that scrolls", "The whole article at a height of the page’s choosing."),
        ("With a search box beside it", "What the box finds opens in the article below, with every match marked."),
        ("Other colours, larger text", "Ground and text are taken from the page, the accent from its style. It loads when it comes near."),
        ("Kept apart", "In a sandbox: no storage, no cookie, no access to anything. It reads and searches all the same."),
    ],
};

pub fn en(word: Word) -> &'static str {
    match word {
        Word::Skip => "Skip to the text",
        Word::Home => "Cover",
        Word::Pages => "Pages",
        Word::Article => "Article",
        Word::Topics => "Topics",
        Word::Numbers => "Numbers",
        Word::Search => "Search",
        Word::About => "About",
        Word::Shelf => "Shelf",
        Word::Contents => "Contents",
        Word::SearchHint => "Find anything",
        Word::SearchHelp => {
            "Put a space between words, and quotation marks around what must be found letter for letter. Chinese names can be typed in pinyin: qinyuan, qy."
        }
        Word::SearchNeedsScript => "Searching happens in the browser and needs scripts. Every page can be read without them.",
        Word::Hits => "What was found",
        Word::HitsOne => "1 passage",
        Word::HitsMany => "{} passages",
        Word::HitsNone => "Nothing here contains “{}”.",
        Word::AllHits => "All {} places",
        Word::Clear => "Clear",
        Word::ByPinyin => "By pinyin",
        Word::OnlySome => "No passage has all of these words; each of the following has some",
        Word::Suggested => "Try:",
        Word::Marked => "“{}” on this page",
        Word::PreviousMark => "Previous place",
        Word::NextMark => "Next place",
        Word::Unmark => "Take the marks away",
        Word::FullSite => "Open the full site",
        Word::WholeArticle => "Read the whole article",
        Word::Back => "Back",
        Word::StartReading => "Start reading",
        Word::Continue => "Continue: {}",
        Word::Minutes => "{} min",
        Word::BasedOn => "Based on a report in {}, {}",
        Word::KeyNumbers => "In numbers",
        Word::AllNumbers => "All {} numbers",
        Word::AllTopics => "All {} topics",
        Word::ParagraphLink => "Link to this paragraph",
        Word::PreviousSection => "Previous section: {}",
        Word::NextSection => "Next section: {}",
        Word::Beside => "Side by side with {}",
        Word::NotBeside => "One language only",
        Word::Note => "Note",
        Word::BackToText => "Back to the text",
        Word::Done => "Done",
        Word::NotDone => "Not done",
        Word::Person => "People",
        Word::Place => "Places",
        Word::Organisation => "Organisations",
        Word::Project => "Projects",
        Word::Programme => "Programmes",
        Word::Measure => "Measures",
        Word::Term => "Terms",
        Word::PartOf => "Part of",
        Word::LocatedIn => "In",
        Word::CarriedOutBy => "Carried out by",
        Word::Includes => "Includes",
        Word::Holds => "Within it",
        Word::CarriesOut => "Carries out",
        Word::SameParagraph => "In the same paragraphs",
        Word::Aliases => "Also called",
        Word::Mentioned => "Mentioned in {} places",
        Word::NumbersIntro => {
            "Every number in the article, with what it counts and the paragraph that states it. Choose a column to sort by it."
        }
        Word::Subject => "What it counts",
        Word::Value => "Value",
        Word::Unit => "Unit",
        Word::When => "When",
        Word::Stated => "Stated in",
        Word::ShelfIntro => "What has been read on this device. Only the device knows.",
        Word::ShelfEmpty => "Nothing yet. Open an article, and the place where you leave it is kept here.",
        Word::LeftAt => "Left at: {}",
        Word::Forget => "Forget",
        Word::Colophon => "Source and rights",
        Word::Source => "Source",
        Word::SourceNote => "This article was written anew from the facts in that report; the report’s own text is not reproduced.",
        Word::Written => "How it was written",
        Word::WrittenText => {
            "Facts were taken from the source one by one, checked, and written up afresh. Each of the {} topics and {} numbers leads to the paragraphs that speak of it, so everything can be verified."
        }
        Word::Rights => "Rights",
        Word::Published => "Published",
        Word::Languages => "Languages",
        Word::Edition => "Edition",
        Word::EditionNote => "About this edition",
        Word::Copy => "A copy to keep",
        Word::SaveCopy => "Save a copy",
        Word::CopyText => "One file with the whole text, in every language, and its search. It opens from your device, without a network.",
        Word::Share => "On a page of your own",
        Word::ShareText => {
            "One tag puts the article, a section of it or its search on any page. It takes that page’s colours if you wish, grows with its content, and changes nothing around it."
        }
        Word::ShareOpen => "Code to copy, with a preview",
        Word::SharePart => "What",
        Word::ShareWhole => "The whole article",
        Word::ShareHost => "The page’s colours",
        Word::ShareHeight => "Height",
        Word::ShareFollows => "Grows with the text",
        Word::ShareIsolation => "Isolation",
        Word::ShareUsual => "Usual",
        Word::ShareStrict => "Strict: no access to anything",
        Word::ShareTag => "Tag",
        Word::ShareFrame => "Plain iframe",
        Word::ShareLink => "Link",
        Word::SharePassage => "Passage",
        Word::ShareQuote => "Quotation",
        Word::ShareCopy => "Copy",
        Word::ShareCopied => "Copied",
        Word::SharePreview => "Preview",
        Word::ShareDemo => "See it on a page with other things",
        Word::AboutOffprint => "About Offprint",
        Word::AboutOffprintText => {
            "Journals used to print single articles apart, for their authors to hand around: offprints. This is one for the web. One link opens at once, and anything in it can be found, in Chinese as well as in English."
        }
        Word::Privacy => "What is not collected",
        Word::PrivacyText => {
            "Searching happens on your device and is sent nowhere. There is no account, no tracking and no script from elsewhere; only the appearance you choose and the place you have reached are remembered, on this device."
        }
        Word::Offline => "Without a network",
        Word::KeepImpossible => "This browser cannot keep the site on the device, or not in this place.",
        Word::KeepOff => "Nothing is kept on this device. It can be: then the site opens without a network too.",
        Word::KeepComing => "The site is being kept on this device …",
        Word::KeepDone => "The whole site is kept on this device ({}), in every language, and opens without a network.",
        Word::KeepFull => "There is no room left on this device. Free some, then try again; what you are reading stays.",
        Word::KeepFailed => "Keeping the site did not work this time. It will be tried again on your next visit.",
        Word::KeepPromised => "The browser has promised not to clear it away by itself.",
        Word::KeepNotPromised => "Browsers may clear such copies away when room is short, and some do after a week without a visit.",
        Word::KeepRoom => "Room left: {}.",
        Word::Keep => "Keep it on this device",
        Word::KeepAsk => "Ask the browser not to clear it away",
        Word::KeepRemove => "Remove it",
        Word::Install => "Install as an app",
        Word::InstallHint => "To have it among your apps, look for “Add to Home Screen” or “Install” in the browser’s menu.",
        Word::NewEdition => "There is a new edition. {}",
        Word::Update => "Open it",
        Word::OpenFile => "Open a file",
        Word::OpenFileText => {
            "Choose an .article.json of your own, or drop it on the page. It is checked, read and searched here, and never leaves the device."
        }
        Word::OpenFileKeep => "Keep it on this device",
        Word::Checking => "Checking the file …",
        Word::FileProblems => "{} cannot be opened yet:",
        Word::FileFull => "There is no room left on this device for this file.",
        Word::FileFailed => {
            "The file could not be opened. Check your connection once, since the checker is fetched when it is first needed, and try again."
        }
        Word::ForgetFile => "Forget",
        Word::Theme => "Appearance",
        Word::ThemeAuto => "As the device",
        Word::ThemeLight => "Light",
        Word::ThemeDark => "Dark",
        Word::Size => "Text",
        Word::SizeSmall => "small",
        Word::SizeMedium => "medium",
        Word::SizeLarge => "large",
        Word::SizeHuge => "largest",
        Word::Lost => "There is no such page",
        Word::LostText => "The address may be mistyped, or the page may be gone. The cover is a good place to start again.",
        Word::PageFailed => "That page could not be fetched. Check your connection; what you are reading stays.",
        Word::OpenDirectly => "Open it directly",
        Word::ReaderFailed => "Search is not working just now. The text is complete and can be read as usual.",
        Word::Reload => "Reload",
        Word::NotKept => "This browser does not let pages keep anything, so the choice holds for this page only.",
    }
}
