use super::*;
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function, FunctionSection,
    GlobalSection, GlobalType, ImportSection, Instruction, MemorySection, MemoryType, Module, NameMap, NameSection,
    RefType, TableSection, TableType, TypeSection, ValType,
};
use wasmparser::{Parser, Payload, Validator, WasmFeatures};

/// `asked` is the script's. `start` calls `rare`, which calls `asked`, `often` and `deep`; `rare` is in the table and given out; `moves` copies a segment.
fn module() -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([ValType::I32], [ValType::I32]);
    let mut imports = ImportSection::new();
    imports.import("w", "a", EntityType::Function(0));
    let mut functions = FunctionSection::new();
    let mut code = CodeSection::new();
    let mut names = NameMap::new();
    names.append(0, "asked");
    let calls: [(&str, &[u32]); 4] =
        [("start", &[2, 3]), ("rare::h0123456789abcdef", &[0, 3, 4]), ("often", &[]), ("deep", &[])];
    for (index, (name, called)) in (1..).zip(calls) {
        functions.function(0);
        let mut body = Function::new([]);
        // Small ones are not worth it.
        for _ in 0..WORTH {
            body.instruction(&Instruction::Nop);
        }
        body.instruction(&Instruction::LocalGet(0));
        for callee in called {
            body.instruction(&Instruction::Call(*callee));
        }
        body.instruction(&Instruction::GlobalGet(0)).instruction(&Instruction::I32Add).instruction(&Instruction::End);
        code.function(&body);
        names.append(index, name);
    }
    functions.function(0);
    let mut moves = Function::new([]);
    moves.instruction(&Instruction::ElemDrop(1)).instruction(&Instruction::LocalGet(0)).instruction(&Instruction::End);
    code.function(&moves);
    names.append(5, "moves");
    let mut tables = TableSection::new();
    let kind =
        TableType { element_type: RefType::FUNCREF, minimum: 7, maximum: Some(7), table64: false, shared: false };
    tables.table(kind);
    let mut memories = MemorySection::new();
    memories.memory(MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None });
    let mut globals = GlobalSection::new();
    let kind = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
    globals.global(kind, &ConstExpr::i32_const(0));
    let mut exports = ExportSection::new();
    exports.export("start", ExportKind::Func, 1).export("rare", ExportKind::Func, 2).export("t", ExportKind::Table, 0);
    let mut elements = ElementSection::new();
    elements.active(None, &ConstExpr::i32_const(3), Elements::Functions(vec![2, 3].into()));
    elements.passive(Elements::Functions(vec![3].into()));
    let mut said = NameSection::new();
    said.functions(&names);
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions).section(&tables).section(&memories);
    module.section(&globals).section(&exports).section(&elements).section(&code).section(&said);
    module.finish()
}

fn waits(whole: &Whole<'_>, index: u32) -> bool {
    matches!(whole.name(index), Some("rare" | "deep" | "moves"))
}

/// The first place of the table that is the rest's.
const FROM: u32 = 9;

fn cut() -> Halves {
    let bytes = module();
    let whole = Whole::read(&bytes).unwrap();
    halves(&whole, |index| waits(&whole, index), FROM, "w").unwrap()
}

fn valid(module: &[u8]) {
    Validator::new_with_features(WasmFeatures::default()).validate_all(module).unwrap();
}

/// Names of what a module asks for, of what it gives, and how many functions it brings.
fn outline(module: &[u8]) -> (Vec<String>, Vec<String>, u32) {
    let (mut asks, mut gives, mut brings) = (Vec::new(), Vec::new(), 0);
    for payload in Parser::new(0).parse_all(module) {
        match payload.unwrap() {
            Payload::ImportSection(imports) => asks.extend(imports.into_imports().map(|one| {
                let one = one.unwrap();
                format!("{} {}", one.module, one.name)
            })),
            Payload::ExportSection(exports) => {
                gives.extend(exports.into_iter().map(|one| one.unwrap().name.to_owned()));
            }
            Payload::FunctionSection(functions) => brings = functions.count(),
            _ => {}
        }
    }
    (asks, gives, brings)
}

#[test]
fn both_halves_are_modules_of_their_own() {
    let halves = cut();
    valid(&halves.first);
    valid(&halves.later);
    assert_eq!(halves.end - FROM, 1, "`rare` alone is named by what comes first");
    let (asks, gives, brings) = outline(&halves.first);
    assert_eq!(asks, ["w a", "w $rest"]);
    assert_eq!(brings, 5, "`start`, a stub of `rare`, `often`, `moves`, and what brings the rest");
    assert!(["start", "rare", "t"].iter().all(|name| gives.contains(&(*name).to_owned())), "{gives:?}");
    let (asks, _, brings) = outline(&halves.later);
    assert_eq!(brings, 2, "`rare` and `deep`");
    let given = |ask: &String| ask.strip_prefix("$ ").is_some_and(|name| gives.iter().any(|given| given == name));
    assert!(asks.iter().all(given), "{asks:?} of {gives:?}");
    assert_eq!(asks.len(), 5, "`asked`, `often`, the memory, the table and the global: {asks:?}");
}

#[test]
fn the_rest_takes_a_table_of_any_size() {
    let halves = cut();
    let mut most = Vec::new();
    for payload in Parser::new(0).parse_all(&halves.later) {
        if let Payload::ImportSection(imports) = payload.unwrap() {
            most.extend(imports.into_imports().filter_map(|one| match one.unwrap().ty {
                wasmparser::TypeRef::Table(table) => Some(table.maximum),
                _ => None,
            }));
        }
    }
    assert_eq!(most, [None], "the first half made room in it");
}

#[test]
fn a_module_with_marks_asks_for_one_more() {
    let bytes = module();
    let marked = marked(&Whole::read(&bytes).unwrap(), "w", MARKS[0]).unwrap();
    valid(&marked);
    assert_eq!(outline(&marked).0, ["w a", "w $ran0"]);
}

#[test]
fn a_profile_knows_what_did_not_run_and_nothing_else() {
    let bytes = module();
    let whole = Whole::read(&bytes).unwrap();
    let mut profile = Profile::default();
    profile.add("first", &whole, &Ran::from([0, 2]));
    let idle: Vec<_> = whole.defined().filter(|index| profile.is_idle("first", &whole, *index)).collect();
    assert_eq!(idle, [2, 4, 5]);
    assert!(!whole.defined().any(|index| profile.is_idle("common", &whole, index)), "of another module");
    assert_eq!(profile.age(&[("first", &whole)]), 0);
    assert_eq!(profile.age(&[("common", &whole)]), 100);
}

#[test]
fn of_two_of_one_name_the_one_that_runs_comes_first() {
    let bytes = module();
    let whole = Whole::read(&bytes).unwrap();
    // All that do the same under one name are one: one that ran speaks for both.
    assert_eq!(whole.shape(3), whole.shape(4));
    assert_ne!(whole.shape(1), whole.shape(3));
    assert_eq!(whole.name(2), Some("rare"), "without the compiler's hash");
}
