//! The operator's commands, run as an operator runs them: the real binary on a real SQLite file.

#[cfg(test)]
mod booking;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod figures;
#[cfg(test)]
mod generate;
#[cfg(test)]
mod goods;
#[cfg(test)]
mod import;
#[cfg(test)]
mod interrupted;
#[cfg(test)]
mod item_codes;
#[cfg(test)]
mod items;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod plain;
#[cfg(test)]
mod policies;
#[cfg(test)]
mod printing;
#[cfg(test)]
mod staff;
#[cfg(test)]
mod support;
