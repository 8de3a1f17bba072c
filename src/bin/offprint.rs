//! The publisher's door: the command `offprint`.

use std::process::ExitCode;

fn main() -> ExitCode {
    offprint::pack::command::run()
}
