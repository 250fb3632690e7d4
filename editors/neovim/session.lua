-- A headless Neovim as a client of `gouji lsp`: nvim --headless -u NONE -l is not in Debian's 0.7, so:
--   GOUJI=target/debug/gouji nvim --headless -u NONE -c 'luafile editors/neovim/session.lua'
-- It edits a form as somebody does who has a new one before him, and fails loudly where an answer is missing.
local program = vim.fn.fnamemodify(os.getenv("GOUJI") or "gouji", ":p")
local folder = vim.fn.tempname()
vim.fn.system({ program, "new", "rules", folder, "--empty", "--lang", "en" })
local log = {}
local function say(...)
  local line = table.concat(vim.tbl_map(tostring, { ... }), " ")
  table.insert(log, line)
  io.stdout:write(line .. "\n")
end
local function need(condition, what)
  if not condition then
    say("MISSING:", what)
    vim.cmd("cquit 1")
  end
  say("ok:", what)
end

vim.cmd("edit " .. folder .. "/rules.gj")
vim.o.virtualedit = "onemore"
vim.bo.expandtab, vim.bo.shiftwidth = true, 2
local client = vim.lsp.start_client({ name = "gouji", cmd = { program, "lsp", "--lang", "en" }, root_dir = folder })
vim.lsp.buf_attach_client(0, client)
vim.wait(10000, function() return vim.lsp.buf_get_clients(0)[client] ~= nil and vim.lsp.get_client_by_id(client).initialized end)

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params or vim.lsp.util.make_position_params(), 10000)
  return answers and answers[client] and answers[client].result
end
local function errors(buffer)
  return vim.diagnostic.get(buffer)
end
local function go(pattern)
  vim.fn.cursor(1, 1)
  need(vim.fn.search(pattern) > 0, "found " .. pattern)
end
local function offered()
  local answer = ask("textDocument/completion")
  return vim.tbl_map(function(item) return item.label end, answer and answer.items or {})
end

need(ask("textDocument/hover", (function() go("X101 合计"); return vim.lsp.util.make_position_params() end)()), "hover over a rule")

-- A column is renamed: in the form, in rules, tests and messages.
go("白班 + 夜班")
vim.lsp.buf.rename("日班")
need(vim.wait(10000, function() return vim.fn.search("日班 + 夜班", "n") > 0 end), "the column is renamed in the rule")
local form = vim.fn.bufadd(folder .. "/form.gj")
vim.fn.bufload(form)
need(vim.fn.index(vim.api.nvim_buf_get_lines(form, 0, -1, false), "        日班") >= 0, "and in the form")

-- Two rows are added to the form, and a rule is written with what completion offers.
vim.cmd("buffer " .. form)
vim.bo.filetype = "gouji"
vim.lsp.buf_attach_client(0, client)
go("下属单位")
vim.fn.append(vim.fn.line("."), { '        派出机构 "派出机构"', '        委托单位' })
vim.cmd("wall")
vim.cmd("edit " .. folder .. "/rules.gj")
vim.fn.append(vim.fn.line("$"), { "", "/// 夜班不多于日班。", "rule X102 夜班 warning {", "  each row of ", "  require 夜班 <= ", '  basis "值班工作规定（示例）"', "}" })
go("each row of $")
vim.fn.cursor(vim.fn.line("."), vim.fn.col("$"))
local tables = offered()
need(vim.tbl_contains(tables, "班次"), "tables are offered: " .. table.concat(tables, " "))
vim.fn.setline(".", "  each row of 班次")
go("require 夜班 <= $")
vim.fn.cursor(vim.fn.line("."), vim.fn.col("$"))
local columns = offered()
need(vim.tbl_contains(columns, "日班"), "columns are offered: " .. table.concat(columns, " "))
need(vim.wait(10000, function() return #errors(0) > 0 end), "an unfinished rule is an error: " .. ((errors(0)[1] or {}).message or ""):gsub("\n.*", ""))
vim.fn.setline(".", "  require 夜班 <= 合计")
need(vim.wait(10000, function() return #errors(0) == 0 end), "finished it is none")

go("set 班次\\[机关")
vim.fn.search("机关", "", vim.fn.line("."))
local definition = ask("textDocument/definition")
need(definition and #definition == 1 and definition[1].uri:match("form%.gj"), "a row of a test is declared in the form")
local lenses = ask("textDocument/codeLens", { textDocument = vim.lsp.util.make_text_document_params() })
need(lenses and #lenses > 3, "lenses: " .. ((lenses or {})[1] or { command = { title = "" } }).command.title)
local run = ask("workspace/executeCommand", lenses[1].command)
need(run and run.failed == 0 and run.passed > 0, "the tests of the rule pass")

-- A table is dropped.
vim.cmd("buffer " .. form)
go("table 班次")
vim.cmd("normal! V$%d")
need(vim.wait(10000, function() return #errors(vim.fn.bufnr(folder .. "/rules.gj")) > 0 end), "rules over a table that is gone are wrong")
vim.cmd("normal! u")
need(vim.wait(10000, function() return #errors(vim.fn.bufnr(folder .. "/rules.gj")) == 0 end), "and right when it is back")
say("client and server agree")
vim.cmd("qall!")
