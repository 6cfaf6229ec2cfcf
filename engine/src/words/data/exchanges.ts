// Hand-written (see SOURCES.md). ISO 10383 market code | short name | name | country | currency | weight
export const exchanges = `
XNYS|NYSE|New York Stock Exchange|US|USD|100
XNAS|NASDAQ|Nasdaq Stock Market|US|USD|95
XLON|LSE|London Stock Exchange|GB|GBP|30
XTKS|TSE|Tokyo Stock Exchange|JP|JPY|40
XSHG|SSE|Shanghai Stock Exchange|CN|CNY|40
XSHE|SZSE|Shenzhen Stock Exchange|CN|CNY|30
XHKG|HKEX|Hong Kong Exchanges and Clearing|HK|HKD|30
XPAR|Euronext Paris|Euronext Paris|FR|EUR|22
XAMS|Euronext Amsterdam|Euronext Amsterdam|NL|EUR|12
XBRU|Euronext Brussels|Euronext Brussels|BE|EUR|5
XLIS|Euronext Lisbon|Euronext Lisbon|PT|EUR|3
XDUB|Euronext Dublin|Euronext Dublin|IE|EUR|3
XOSL|Oslo Børs|Euronext Oslo Børs|NO|NOK|5
XMIL|Borsa Italiana|Euronext Milan|IT|EUR|8
XETR|Xetra|Deutsche Börse Xetra|DE|EUR|20
XFRA|FWB|Frankfurt Stock Exchange|DE|EUR|6
XSWX|SIX|SIX Swiss Exchange|CH|CHF|16
XWBO|WBAG|Vienna Stock Exchange|AT|EUR|3
XMAD|BME|Bolsa de Madrid|ES|EUR|8
XSTO|Nasdaq Stockholm|Nasdaq Stockholm|SE|SEK|9
XCSE|Nasdaq Copenhagen|Nasdaq Copenhagen|DK|DKK|6
XHEL|Nasdaq Helsinki|Nasdaq Helsinki|FI|EUR|4
XICE|Nasdaq Iceland|Nasdaq Iceland|IS|ISK|1
XWAR|GPW|Warsaw Stock Exchange|PL|PLN|4
XPRA|PSE|Prague Stock Exchange|CZ|CZK|2
XBUD|BSE Budapest|Budapest Stock Exchange|HU|HUF|2
XBSE|BVB|Bucharest Stock Exchange|RO|RON|1
XATH|ATHEX|Athens Stock Exchange|GR|EUR|2
XIST|BIST|Borsa Istanbul|TR|TRY|6
XTSE|TSX|Toronto Stock Exchange|CA|CAD|20
XTSX|TSXV|TSX Venture Exchange|CA|CAD|4
XMEX|BMV|Bolsa Mexicana de Valores|MX|MXN|5
BVMF|B3|B3 - Brasil Bolsa Balcão|BR|BRL|9
XBUE|BCBA|Bolsa de Comercio de Buenos Aires|AR|ARS|2
XSGO|BCS|Bolsa de Santiago|CL|CLP|2
XBOG|BVC|Bolsa de Valores de Colombia|CO|COP|1
XLIM|BVL|Bolsa de Valores de Lima|PE|PEN|1
XASX|ASX|Australian Securities Exchange|AU|AUD|16
XNZE|NZX|New Zealand Exchange|NZ|NZD|2
XBOM|BSE|BSE India|IN|INR|18
XNSE|NSE|National Stock Exchange of India|IN|INR|26
XKRX|KRX|Korea Exchange|KR|KRW|16
XTAI|TWSE|Taiwan Stock Exchange|TW|TWD|16
XSES|SGX|Singapore Exchange|SG|SGD|7
XKLS|Bursa Malaysia|Bursa Malaysia|MY|MYR|4
XIDX|IDX|Indonesia Stock Exchange|ID|IDR|5
XBKK|SET|Stock Exchange of Thailand|TH|THB|5
XPHS|PSE Manila|Philippine Stock Exchange|PH|PHP|3
XSTC|HOSE|Hochiminh Stock Exchange|VN|VND|3
XJSE|JSE|Johannesburg Stock Exchange|ZA|ZAR|9
XCAI|EGX|Egyptian Exchange|EG|EGP|1
XNSA|NGX|Nigerian Exchange|NG|NGN|1
XNAI|NSE Nairobi|Nairobi Securities Exchange|KE|KES|1
XSAU|Tadawul|Saudi Exchange|SA|SAR|14
XADS|ADX|Abu Dhabi Securities Exchange|AE|AED|5
XDFM|DFM|Dubai Financial Market|AE|AED|3
DSMD|QSE|Qatar Stock Exchange|QA|QAR|2
XKUW|Boursa Kuwait|Boursa Kuwait|KW|KWD|2
XTAE|TASE|Tel Aviv Stock Exchange|IL|ILS|4`;
