-- Sends what the plan says, in random order: one line per request, path and user agent with a tab between.
-- All requests are written beforehand, so that the load costs little of a machine that it shares with the server.
local requests = {}

function init(args)
  for line in io.lines(args[1]) do
    local path, agent = line:match("^(.-)\t(.*)$")
    wrk.headers["User-Agent"] = agent
    wrk.headers["Referer"] = "https://www.linkedin.com/feed/"
    wrk.headers["Accept"] = "text/html,application/xhtml+xml,*/*;q=0.8"
    wrk.headers["Accept-Language"] = "en-GB,en;q=0.9"
    requests[#requests + 1] = wrk.format("GET", path)
  end
end

function request()
  return requests[math.random(#requests)]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\nRESULT {"answered": %d, "seconds": %f, "p50": %f, "p99": %f, "errors": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
