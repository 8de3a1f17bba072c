//! Hands: mouse, finger, keyboard and input method. Real events of the browser, not ones that a script makes up.

use serde_json::{Value, json};
use std::future::Future;
use thirtyfour::Key;

use crate::drivers::Engine;
use crate::harness::{Browser, brief};

impl Browser {
    /// Clicks an element once it is there, visible and uncovered.
    #[track_caller]
    pub fn click(&self, css: &str) -> impl Future<Output = ()> {
        self.step(format!("click {css}"), async move {
            self.wait(async || {
                let element = self.element(css).await?;
                // WebKit's driver should bring it into view itself, and does not.
                if self.options.engine == Engine::WebKit {
                    let out_of_view = "(box => box.top < 0 || box.bottom > innerHeight)(e.getBoundingClientRect())";
                    let scroll = format!(
                        "(e => e && {out_of_view} && e.scrollIntoView({{ block: 'center' }}))(document.querySelector({}))",
                        Value::from(css)
                    );
                    self.value(&scroll).await?;
                }
                element.click().await.map_err(brief)
            })
            .await
        })
    }

    /// Taps the middle of an element with a finger; Chromium only.
    #[track_caller]
    pub fn tap(&self, css: &str) -> impl Future<Output = ()> {
        self.step(format!("tap {css}"), async move {
            let place = "(e => { e.scrollIntoView({ block: 'nearest', behavior: 'instant' }); const b = e.getBoundingClientRect(); \
                         return { x: b.x + b.width / 2, y: b.y + b.height / 2 } })";
            self.wait(async || self.element(css).await).await?;
            let point = self.value(&format!("{place}(document.querySelector({}))", Value::from(css))).await?;
            self.command("Input.dispatchTouchEvent", json!({ "type": "touchStart", "touchPoints": [point] })).await?;
            self.command("Input.dispatchTouchEvent", json!({ "type": "touchEnd", "touchPoints": [] })).await.map(drop)
        })
    }

    /// Rests the mouse on an element.
    #[track_caller]
    pub fn hover(&self, css: &str) -> impl Future<Output = ()> {
        self.step(format!("hover over {css}"), async move {
            self.wait(async || {
                let element = self.element(css).await?;
                self.session.action_chain().move_to_element_center(&element).perform().await.map_err(brief)
            })
            .await
        })
    }

    /// Focuses an element and types behind what it holds.
    #[track_caller]
    pub fn type_into(&self, css: &str, text: &str) -> impl Future<Output = ()> {
        self.step(format!("type {text:?} into {css}"), async move {
            self.wait(async || self.element(css).await?.send_keys(text).await.map_err(brief)).await
        })
    }

    /// Presses keys wherever the focus is: `keys("ab")`, `keys(Key::Tab)`, `keys(Key::Control + "k")`. Modifiers are held to the end.
    #[track_caller]
    pub fn keys(&self, keys: impl Into<thirtyfour::TypingData>) -> impl Future<Output = ()> {
        let keys: Vec<char> = keys.into().as_vec();
        self.step("press keys", async move {
            let modifiers = [Key::Shift, Key::Control, Key::Alt, Key::Meta].map(char::from);
            let (held, pressed): (Vec<char>, Vec<char>) = keys.into_iter().partition(|key| modifiers.contains(key));
            let mut chain = self.session.action_chain();
            for &key in &held {
                chain = chain.key_down(key);
            }
            for key in pressed {
                chain = chain.key_down(key).key_up(key);
            }
            for &key in held.iter().rev() {
                chain = chain.key_up(key);
            }
            chain.perform().await.map_err(brief)
        })
    }

    /// Shows `text` as an input method's composition in the focused field, as `shuxue` on the way to 数学; Chromium only.
    #[track_caller]
    pub fn compose(&self, text: &str) -> impl Future<Output = ()> {
        self.step(format!("compose {text:?}"), async move {
            let end = text.encode_utf16().count();
            let composition = json!({ "text": text, "selectionStart": end, "selectionEnd": end });
            self.command("Input.imeSetComposition", composition).await.map(drop)
        })
    }

    /// Ends the composition with this text; Chromium only.
    #[track_caller]
    pub fn commit(&self, text: &str) -> impl Future<Output = ()> {
        self.step(format!("commit {text:?}"), async move { self.command("Input.insertText", json!({ "text": text })).await.map(drop) })
    }

    /// A key that the input method takes for itself: the page sees it with the code 229 (UI Events, 7.3.1); Chromium only.
    #[track_caller]
    pub fn key_for_input_method(&self, key: &str) -> impl Future<Output = ()> {
        self.step(format!("press {key} for the input method"), async move {
            for kind in ["rawKeyDown", "keyUp"] {
                let event = json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": 229 });
                self.command("Input.dispatchKeyEvent", event).await?;
            }
            Ok(())
        })
    }
}
