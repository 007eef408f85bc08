//! The documents name the commands that exist, with the options that they have, and all of them.

use crate::support::{Shuke, root};

/// The commands in the examples of a document: each `shuke …` line up to its first file, option or end.
fn examples(document: &str) -> Vec<Vec<String>> {
    let lines = document.lines().filter_map(|line| line.trim_start().strip_prefix("shuke "));
    lines.map(|line| line.trim_end_matches('\\').split_whitespace().map(str::to_owned).collect()).collect()
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') && !text.starts_with('-')
}

/// The commands below one, by its help.
fn commands(shuke: &Shuke, path: &[String]) -> Vec<String> {
    let help = shuke.run(path.iter().map(String::as_str).chain(["--help"])).well();
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = listed.filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn every_command_in_the_documents_exists_with_its_options_and_every_command_is_documented() {
    let shuke = Shuke::fresh();
    let documents =
        ["docs/operator.md", "docs/import.md"].map(|path| std::fs::read_to_string(root().join(path)).unwrap());
    let mut shown: Vec<Vec<String>> = Vec::new();
    for example in documents.iter().flat_map(|document| examples(document)) {
        let begin = if example.first().is_some_and(|word| word == "--data") { 2 } else { 0 };
        let mut path: Vec<String> = Vec::new();
        for word in example.iter().skip(begin).take_while(|word| is_word(word)) {
            let below = commands(&shuke, &path);
            if below.is_empty() {
                break;
            }
            assert!(below.contains(word), "`shuke {}` has no command `{word}`", path.join(" "));
            path.push(word.clone());
        }
        let help = shuke.run(path.iter().map(String::as_str).chain(["--help"])).well();
        for option in example.iter().filter(|word| word.starts_with("--")) {
            assert!(help.contains(option.as_str()), "`shuke {}` has no option {option}", path.join(" "));
        }
        shown.push(path);
    }
    let mut all = vec![Vec::new()];
    while let Some(path) = all.pop() {
        let below = commands(&shuke, &path);
        assert!(!below.is_empty() || shown.contains(&path), "no document shows `shuke {}`", path.join(" "));
        all.extend(below.into_iter().filter(|name| name != "serve").map(|name| [path.clone(), vec![name]].concat()));
    }
}
