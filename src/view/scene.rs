//! What stays the same on a page while it is shown: its bundle, its route, its links and its language.

use crate::article::{Block, Target, Topic};
use crate::library::{Bundle, Word};
use crate::reading::{AddressForm, Links, Opened, Page, Route};
use std::sync::Arc;

#[derive(Clone)]
pub struct Scene {
    pub bundle: Arc<Bundle>,
    pub route: Route,
    pub links: Arc<Links>,
    /// Whether this is the second of two columns, whose blocks have no ids: those are the first one's.
    pub is_beside: bool,
}

impl Scene {
    pub fn of(opened: &Opened, links: &Arc<Links>) -> Self {
        // Where nothing is, links are written as from the front.
        Scene { bundle: opened.bundle().clone(), route: opened.route(), links: links.clone(), is_beside: false }
    }

    /// The same page's second column, in the language of another bundle.
    pub fn beside(&self, bundle: &Arc<Bundle>) -> Self {
        Scene { bundle: bundle.clone(), is_beside: true, ..self.clone() }
    }

    /// Whether all this stands on somebody else's page.
    pub fn is_framed(&self) -> bool {
        self.links.form == AddressForm::Frame
    }

    /// Whether this is a page of a library and not of one of its articles.
    pub fn is_of_many(&self) -> bool {
        self.bundle.article.id.is_empty()
    }

    /// What the interface says, in the language of the page.
    pub fn say(&self, word: Word) -> &str {
        &self.bundle.words[word]
    }

    pub fn fill(&self, word: Word, values: &[&str]) -> String {
        self.bundle.words.fill(word, values)
    }

    pub fn topic(&self, id: &str) -> Option<&Topic> {
        self.bundle.article.topics.iter().find(|topic| topic.id == id)
    }

    /// The title of the section that holds a block, or is named so itself; the article's for a lead without one.
    pub fn section_title(&self, block: &str) -> &str {
        let article = &self.bundle.article;
        let section = article.sections.iter().find(|section| section.id == block || holds(&section.blocks, block));
        section.map(|section| section.title.as_str()).filter(|title| !title.is_empty()).unwrap_or(&article.title)
    }

    /// A topic's page.
    pub fn to_topic(&self, id: &str) -> String {
        self.to(Page::Topic(id.to_owned()))
    }

    /// A page in this page's language.
    pub fn to(&self, page: Page) -> String {
        self.links.to(&Route::new(&self.route.language, page))
    }

    /// A section or block of the article, from whichever page.
    pub fn to_block(&self, block: &str) -> String {
        let article = Page::Article(self.bundle.article.id.clone());
        if self.route.page == article {
            self.links.within(&self.route, block)
        } else {
            self.links.to(&Route::new(&self.route.language, article).at(block))
        }
    }

    /// Where a picture is: at an address, in a document of its own, or in a file of the site.
    pub fn to_picture(&self, src: &str) -> String {
        if src.contains(':') { src.to_owned() } else { format!("{}{src}", self.links.root) }
    }

    /// Where a link in the text leads; `None` for what the check at the border has refused.
    pub fn to_target(&self, to: &str) -> Option<String> {
        Some(match Target::parse(to)? {
            Target::Outside(address) => address.to_owned(),
            Target::Block(block) => self.to_block(block),
            Target::Article { article, block } => {
                let route = Route::new(&self.route.language, Page::Article(article.to_owned()));
                self.links.to(&match block {
                    Some(block) => route.at(block),
                    None => route,
                })
            }
        })
    }
}

/// Whether a block is among these, or within one of them.
fn holds(blocks: &[Block], id: &str) -> bool {
    blocks.iter().any(|block| {
        block.id() == id
            || match block {
                Block::Quote(b) => holds(&b.blocks, id),
                Block::Callout(b) => holds(&b.blocks, id),
                Block::Note(b) => holds(&b.blocks, id),
                Block::List(b) => b.items.iter().any(|item| holds(&item.blocks, id)),
                _ => false,
            }
    })
}
