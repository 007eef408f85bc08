//! The second half: what a start did not run. It asks the first for everything else and puts itself into the table.

use super::{Cut, OTHER, first::Lost, whole::Whole};
use anyhow::Result;
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, FunctionSection, ImportSection, Module,
    TableType, TypeSection,
    reencode::{Error, Reencode},
};
use wasmparser::{ExternalKind, Parser, Payload};

/// What the first half must give out beyond what it does anyway: name, kind, and the index within the whole.
#[derive(Default)]
pub struct Asked {
    pub given: Vec<(String, ExportKind, u32)>,
}

struct Later<'a> {
    indices: BTreeMap<u32, u32>,
    whole: &'a Whole<'a>,
}

pub fn module(whole: &Whole<'_>, cut: &Cut) -> Result<(Asked, Vec<u8>)> {
    let used: BTreeSet<u32> = cut.later.iter().flat_map(|index| whole.called(*index)).copied().collect();
    let asked_for = used.difference(&cut.later).copied().collect::<Vec<_>>();
    let order = asked_for.iter().chain(&cut.later).copied();
    let mut later = Later { indices: order.zip(0..).collect(), whole };
    let mut asked = Asked::default();
    let mut imports = ImportSection::new();
    for index in &asked_for {
        let name = asked.name(whole, ExportKind::Func, *index);
        imports.import(OTHER, &name, EntityType::Function(whole.kind(*index)?));
    }
    for (index, memory) in (0..).zip(&whole.memories) {
        let name = asked.name(whole, ExportKind::Memory, index);
        imports.import(OTHER, &name, EntityType::Memory(later.memory_type(*memory)?));
    }
    for (index, table) in (0..).zip(&whole.tables) {
        let name = asked.name(whole, ExportKind::Table, index);
        // It has more places by then than the whole module had.
        let kind = TableType { maximum: None, ..later.table_type(*table)? };
        imports.import(OTHER, &name, EntityType::Table(kind));
    }
    for (index, global) in (0..).zip(&whole.globals) {
        let name = asked.name(whole, ExportKind::Global, index);
        imports.import(OTHER, &name, EntityType::Global(later.global_type(*global)?));
    }
    let mut functions = FunctionSection::new();
    let mut code = CodeSection::new();
    for index in &cut.later {
        functions.function(whole.kind(*index)?);
        later.parse_function_body(&mut code, whole.body(*index)?.clone())?;
    }
    let mut elements = ElementSection::new();
    let there: Vec<u32> = cut.stubs.keys().filter_map(|index| later.indices.get(index)).copied().collect();
    let from = ConstExpr::i32_const(i32::try_from(cut.from)?);
    elements.active(Some(whole.calls()?), &from, Elements::Functions(Cow::Owned(there)));
    // What code gives on by itself must be declared.
    let declared = used.iter().filter_map(|index| later.indices.get(index)).copied().collect();
    elements.declared(Elements::Functions(Cow::Owned(declared)));
    let mut module = Module::new();
    module.section(&later.types()?).section(&imports).section(&functions).section(&elements).section(&code);
    Ok((asked, module.finish()))
}

impl Later<'_> {
    fn types(&mut self) -> Result<TypeSection> {
        let mut types = TypeSection::new();
        for payload in Parser::new(0).parse_all(self.whole.bytes) {
            if let Payload::TypeSection(section) = payload? {
                self.parse_type_section(&mut types, section)?;
            }
        }
        Ok(types)
    }
}

impl Reencode for Later<'_> {
    type Error = Lost;

    fn function_index(&mut self, index: u32) -> Result<u32, Error<Lost>> {
        self.indices.get(&index).copied().ok_or(Error::UserError(Lost(index)))
    }
}

impl Asked {
    /// What the first half gives something out as.
    fn name(&mut self, whole: &Whole<'_>, kind: ExportKind, index: u32) -> String {
        let is_it = |export: &&wasmparser::Export<'_>| export.index == index && as_given(export.kind) == Some(kind);
        if let Some(export) = whole.exports.iter().find(is_it) {
            return export.name.to_owned();
        }
        let name = format!("{OTHER}{}", self.given.len());
        self.given.push((name.clone(), kind, index));
        name
    }
}

fn as_given(kind: ExternalKind) -> Option<ExportKind> {
    match kind {
        ExternalKind::Func | ExternalKind::FuncExact => Some(ExportKind::Func),
        ExternalKind::Table => Some(ExportKind::Table),
        ExternalKind::Memory => Some(ExportKind::Memory),
        ExternalKind::Global => Some(ExportKind::Global),
        ExternalKind::Tag => None,
    }
}
