// Hand-written (see SOURCES.md). Each line: make | country | weight | model:body:median price new in thousand USD ...
export const makes = `
Toyota|JP|100|Corolla:Sedan:24|Camry:Sedan:29|RAV4:SUV:32|Highlander:SUV:42|Tacoma:Pickup:36|Prius:Hatchback:30|Sienna:Minivan:40|Yaris:Hatchback:20|4Runner:SUV:44
Volkswagen|DE|70|Golf:Hatchback:31|Passat:Sedan:34|Tiguan:SUV:33|Polo:Hatchback:24|Jetta:Sedan:24|Atlas:SUV:40|ID.4:SUV:43
Ford|US|75|F-150:Pickup:48|Escape:SUV:32|Explorer:SUV:42|Mustang:Coupe:36|Bronco:SUV:42|Ranger:Pickup:36|Transit:Van:50|Focus:Hatchback:26
Honda|JP|72|Civic:Sedan:26|Accord:Sedan:31|CR-V:SUV:33|Pilot:SUV:43|HR-V:SUV:27|Odyssey:Minivan:41|Ridgeline:Pickup:42
Chevrolet|US|60|Silverado 1500:Pickup:46|Equinox:SUV:30|Malibu:Sedan:27|Tahoe:SUV:62|Traverse:SUV:41|Colorado:Pickup:34|Corvette:Coupe:72
Hyundai|KR|55|Elantra:Sedan:23|Tucson:SUV:31|Santa Fe:SUV:37|Sonata:Sedan:29|Kona:SUV:27|Ioniq 5:SUV:46|Palisade:SUV:41
Kia|KR|50|Sportage:SUV:30|Sorento:SUV:36|Forte:Sedan:22|Telluride:SUV:41|Soul:Hatchback:22|EV6:SUV:46|Rio:Hatchback:19
Nissan|JP|50|Altima:Sedan:28|Rogue:SUV:31|Sentra:Sedan:23|Pathfinder:SUV:39|Frontier:Pickup:34|Leaf:Hatchback:30|Qashqai:SUV:32
BMW|DE|40|3 Series:Sedan:48|5 Series:Sedan:61|X3:SUV:50|X5:SUV:69|1 Series:Hatchback:38|i4:Sedan:56|X1:SUV:43
Mercedes-Benz|DE|40|C-Class:Sedan:50|E-Class:Sedan:64|GLC:SUV:52|GLE:SUV:66|A-Class:Hatchback:39|S-Class:Sedan:122|Sprinter:Van:52
Audi|DE|35|A3:Sedan:38|A4:Sedan:44|A6:Sedan:60|Q3:SUV:40|Q5:SUV:48|Q7:SUV:64|e-tron GT:Sedan:110
Renault|FR|35|Clio:Hatchback:21|Captur:SUV:27|Megane:Hatchback:30|Kangoo:Van:31|Zoe:Hatchback:36|Austral:SUV:38
Peugeot|FR|33|208:Hatchback:24|308:Hatchback:32|2008:SUV:29|3008:SUV:39|5008:SUV:43|Partner:Van:30
Citroën|FR|22|C3:Hatchback:20|C4:Hatchback:28|C5 Aircross:SUV:36|Berlingo:Minivan:30
Fiat|IT|24|500:Hatchback:22|Panda:Hatchback:18|Tipo:Sedan:24|Ducato:Van:42|500X:SUV:28
Škoda|CZ|24|Octavia:Wagon:33|Fabia:Hatchback:22|Superb:Wagon:43|Kodiaq:SUV:43|Karoq:SUV:36
SEAT|ES|16|Ibiza:Hatchback:22|Leon:Hatchback:29|Arona:SUV:26|Ateca:SUV:33
Opel|DE|20|Corsa:Hatchback:23|Astra:Hatchback:31|Mokka:SUV:29|Grandland:SUV:38
Dacia|RO|20|Sandero:Hatchback:16|Duster:SUV:23|Jogger:Wagon:22|Spring:Hatchback:20
Volvo|SE|20|XC40:SUV:43|XC60:SUV:51|XC90:SUV:64|V60:Wagon:52|S60:Sedan:46
Mazda|JP|26|Mazda3:Hatchback:27|CX-5:SUV:32|CX-30:SUV:28|MX-5 Miata:Convertible:32|CX-90:SUV:44
Subaru|JP|28|Outback:Wagon:33|Forester:SUV:31|Crosstrek:SUV:28|Impreza:Hatchback:25|Ascent:SUV:40
Jeep|US|30|Wrangler:SUV:42|Grand Cherokee:SUV:48|Compass:SUV:33|Gladiator:Pickup:45|Renegade:SUV:30
Ram|US|24|1500:Pickup:48|2500:Pickup:56|3500:Pickup:60|ProMaster:Van:48
GMC|US|22|Sierra 1500:Pickup:50|Terrain:SUV:33|Acadia:SUV:44|Yukon:SUV:68
Dodge|US|14|Charger:Sedan:40|Challenger:Coupe:38|Durango:SUV:46|Hornet:SUV:35
Tesla|US|30|Model 3:Sedan:42|Model Y:SUV:48|Model S:Sedan:82|Model X:SUV:88
Lexus|JP|16|RX:SUV:53|NX:SUV:44|ES:Sedan:46|IS:Sedan:44|GX:SUV:68
Acura|JP|8|MDX:SUV:53|RDX:SUV:46|TLX:Sedan:46|Integra:Hatchback:35
Cadillac|US|9|Escalade:SUV:92|XT5:SUV:48|CT5:Sedan:44|Lyriq:SUV:62
Suzuki|JP|14|Swift:Hatchback:21|Vitara:SUV:29|Jimny:SUV:27|S-Cross:SUV:30
Mitsubishi|JP|12|Outlander:SUV:32|Eclipse Cross:SUV:29|ASX:SUV:27|L200:Pickup:36
Land Rover|GB|10|Defender:SUV:66|Discovery:SUV:64|Range Rover:SUV:112|Range Rover Evoque:SUV:54
Mini|GB|10|Cooper:Hatchback:32|Countryman:SUV:40|Clubman:Wagon:37|Convertible:Convertible:38
Porsche|DE|9|911:Coupe:128|Cayenne:SUV:88|Macan:SUV:66|Taycan:Sedan:102|Panamera:Sedan:108
BYD|CN|22|Dolphin:Hatchback:30|Atto 3:SUV:38|Seal:Sedan:45|Han:Sedan:52|Tang:SUV:58
Ferrari|IT|1|Roma:Coupe:250|296 GTB:Coupe:340|SF90 Stradale:Coupe:530|Purosangue:SUV:400`;

/** fuel:weight of new cars */
export const fuels = "Gasoline:58|Diesel:12|Hybrid:15|Plug-in Hybrid:5|Electric:9|Flex Fuel:1";

/** body:weight */
export const bodies = "SUV:45|Sedan:18|Hatchback:14|Pickup:11|Minivan:3|Van:3|Wagon:3|Coupe:2|Convertible:1";
