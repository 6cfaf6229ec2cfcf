// Hand-written (see SOURCES.md).
/** browser | engine | weight | newest major version | oldest major version still common */
export const browsers = `
Chrome|Blink|65|141|124
Safari|WebKit|18|18|16
Edge|Blink|5|141|124
Firefox|Gecko|3|143|128
Samsung Internet|Blink|2|28|23
Opera|Blink|2|122|108`;

/** system | form | weight | text within the user agent; {a} and {b} are version numbers the system still runs */
export const systems = `
Windows|desktop|40|Windows NT 10.0; Win64; x64
macOS|desktop|15|Macintosh; Intel Mac OS X 10_15_7
Linux|desktop|3|X11; Linux x86_64
ChromeOS|desktop|2|X11; CrOS x86_64 14541.0.0
Android|mobile|28|Linux; Android 10; K
iOS|mobile|18|iPhone; CPU iPhone OS {a}_{b} like Mac OS X
iPadOS|tablet|3|iPad; CPU OS {a}_{b} like Mac OS X`;

/** browser | systems joined with ; | whole user agent with {system} and {version}. Versions and platforms are frozen by the makers as of 2023 where they froze them. */
export const agents = `
Chrome|Windows;macOS;Linux;ChromeOS|Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{version}.0.0.0 Safari/537.36
Chrome|Android|Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{version}.0.0.0 Mobile Safari/537.36
Chrome|iOS;iPadOS|Mozilla/5.0 ({system}) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/{version}.0.0.0 Mobile/15E148 Safari/604.1
Safari|macOS|Mozilla/5.0 ({system}) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{version}.0 Safari/605.1.15
Safari|iOS;iPadOS|Mozilla/5.0 ({system}) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{version}.0 Mobile/15E148 Safari/604.1
Edge|Windows;macOS;Linux|Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{version}.0.0.0 Safari/537.36 Edg/{version}.0.0.0
Firefox|Windows;Linux|Mozilla/5.0 ({system}; rv:{version}.0) Gecko/20100101 Firefox/{version}.0
Firefox|macOS|Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:{version}.0) Gecko/20100101 Firefox/{version}.0
Firefox|Android|Mozilla/5.0 (Android 14; Mobile; rv:{version}.0) Gecko/{version}.0 Firefox/{version}.0
Samsung Internet|Android|Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/{version}.0 Chrome/130.0.0.0 Mobile Safari/537.36
Opera|Windows;macOS;Linux|Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/136.0.0.0 Safari/537.36 OPR/{version}.0.0.0`;

/** extension | media type | kind | weight */
export const files = `
pdf|application/pdf|document|60
doc|application/msword|document|8
docx|application/vnd.openxmlformats-officedocument.wordprocessingml.document|document|30
xls|application/vnd.ms-excel|spreadsheet|6
xlsx|application/vnd.openxmlformats-officedocument.spreadsheetml.sheet|spreadsheet|28
ppt|application/vnd.ms-powerpoint|presentation|4
pptx|application/vnd.openxmlformats-officedocument.presentationml.presentation|presentation|14
odt|application/vnd.oasis.opendocument.text|document|3
ods|application/vnd.oasis.opendocument.spreadsheet|spreadsheet|2
odp|application/vnd.oasis.opendocument.presentation|presentation|1
rtf|application/rtf|document|2
epub|application/epub+zip|document|3
txt|text/plain|text|25
csv|text/csv|data|18
tsv|text/tab-separated-values|data|3
md|text/markdown|text|8
html|text/html|web|22
css|text/css|web|12
js|text/javascript|web|16
mjs|text/javascript|web|3
json|application/json|data|24
jsonl|application/jsonl|data|4
xml|application/xml|data|10
yaml|application/yaml|data|6
toml|application/toml|data|2
wasm|application/wasm|web|2
parquet|application/vnd.apache.parquet|data|3
arrow|application/vnd.apache.arrow.file|data|1
sqlite|application/vnd.sqlite3|data|2
sql|application/sql|data|3
ics|text/calendar|text|2
vcf|text/vcard|text|2
png|image/png|image|40
jpg|image/jpeg|image|48
jpeg|image/jpeg|image|12
gif|image/gif|image|14
svg|image/svg+xml|image|12
webp|image/webp|image|14
avif|image/avif|image|4
bmp|image/bmp|image|2
tiff|image/tiff|image|3
ico|image/vnd.microsoft.icon|image|3
heic|image/heic|image|6
mp3|audio/mpeg|audio|14
wav|audio/wav|audio|6
ogg|audio/ogg|audio|3
flac|audio/flac|audio|2
aac|audio/aac|audio|3
m4a|audio/mp4|audio|5
mid|audio/midi|audio|1
mp4|video/mp4|video|22
webm|video/webm|video|6
mov|video/quicktime|video|7
avi|video/x-msvideo|video|3
mkv|video/matroska|video|4
mpeg|video/mpeg|video|2
zip|application/zip|archive|20
gz|application/gzip|archive|8
tar|application/x-tar|archive|5
7z|application/x-7z-compressed|archive|3
rar|application/vnd.rar|archive|4
zst|application/zstd|archive|2
jar|application/java-archive|archive|3
woff2|font/woff2|font|4
woff|font/woff|font|2
ttf|font/ttf|font|3
otf|font/otf|font|2
exe|application/vnd.microsoft.portable-executable|program|4
apk|application/vnd.android.package-archive|program|2
sh|application/x-sh|program|3
eml|message/rfc822|text|3
bin|application/octet-stream|program|3`;

/** code | reason | weight in a busy web server's log */
export const statuses = `
100|Continue|0.1
101|Switching Protocols|0.5
200|OK|780
201|Created|25
202|Accepted|8
204|No Content|30
206|Partial Content|12
301|Moved Permanently|18
302|Found|24
303|See Other|2
304|Not Modified|55
307|Temporary Redirect|3
308|Permanent Redirect|2
400|Bad Request|9
401|Unauthorized|12
402|Payment Required|0.2
403|Forbidden|8
404|Not Found|32
405|Method Not Allowed|1
406|Not Acceptable|0.3
408|Request Timeout|0.8
409|Conflict|1.5
410|Gone|1
411|Length Required|0.1
412|Precondition Failed|0.5
413|Content Too Large|0.5
414|URI Too Long|0.1
415|Unsupported Media Type|0.4
416|Range Not Satisfiable|0.2
418|I'm a teapot|0.1
422|Unprocessable Content|3
423|Locked|0.2
425|Too Early|0.1
426|Upgrade Required|0.1
428|Precondition Required|0.1
429|Too Many Requests|4
431|Request Header Fields Too Large|0.1
451|Unavailable For Legal Reasons|0.1
500|Internal Server Error|6
501|Not Implemented|0.2
502|Bad Gateway|3
503|Service Unavailable|3
504|Gateway Timeout|2
505|HTTP Version Not Supported|0.1`;

/** method:weight */
export const methods = "GET:720|POST:180|PUT:35|PATCH:20|DELETE:15|HEAD:15|OPTIONS:15";
