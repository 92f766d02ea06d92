-- Requests a list with a query that nobody has used before.
local run = os.time()
local count = 0

request = function()
  count = count + 1
  return wrk.format(nil, wrk.path .. "?view=" .. run .. "-" .. count)
end
