//! Accessibility as far as a program can judge it: axe-core's rules, about half of what people find.

use serde_json::{Value, json};
use std::future::Future;

use crate::harness::{Browser, brief};

impl Browser {
    /// One line a violation, in the present document without its frames: rule, impact, targets. Empty is good.
    #[track_caller]
    pub fn axe(&self) -> impl Future<Output = Vec<String>> {
        self.step("run axe", async move {
            let axe = std::fs::read_to_string(AXE).map_err(|why| format!("axe-core is missing ({why}): run tools/setup browsers"))?;
            self.session.execute(axe, vec![]).await.map_err(brief)?;
            // Where scripts are off, axe would wait for its own timers for ever. The page's own were skipped and stay so.
            let disabled = !self.options.javascript;
            if disabled {
                self.command(DISABLE_SCRIPTS, json!({ "value": false })).await?;
            }
            let answer = self.value(RUN).await?;
            if disabled {
                self.command(DISABLE_SCRIPTS, json!({ "value": true })).await?;
            }
            match answer {
                Value::Array(lines) => Ok(lines.iter().filter_map(Value::as_str).map(str::to_owned).collect()),
                other => Err(format!("axe answered {other}")),
            }
        })
    }
}

const DISABLE_SCRIPTS: &str = "Emulation.setScriptExecutionDisabled";

const AXE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/node_modules/axe-core/axe.min.js");

/// WCAG 2.2 A and AA, and best practice. `target-size` (2.5.8) is off in axe unless it is called by name.
const RUN: &str = "axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'],
    rules: { 'target-size': { enabled: true } },
    resultTypes: ['violations'], iframes: false, preload: false,
}).then(({ violations }) => violations.map(({ id, impact, help, nodes }) =>
    `${id} (${impact}): ${help}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`))";
