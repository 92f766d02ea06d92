-- Sends tokens that differ in their signatures. None is a number below the modulus of the key, so that
-- the arithmetic of RSA, which is that of the JDK, is left out.
local count = 0
local start, rest

init = function(arguments)
  local signature = arguments[1]:match(".*()%.") + 1
  start = arguments[1]:sub(1, signature - 1) .. "____"
  rest = arguments[1]:sub(signature + 12)
end

request = function()
  count = count + 1
  return wrk.format(nil, nil, { Authorization = start .. string.format("%08d", count) .. rest })
end
