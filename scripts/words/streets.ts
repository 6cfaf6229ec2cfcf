/** How whole street names are made where faker has too few: `{r}` is one of the roots. Own knowledge; see SOURCES.md. */
export interface Streets {
  readonly patterns: string;
  readonly roots: string;
}

const saxonRoots =
  "Oak|Maple|Cedar|Pine|Elm|Walnut|Willow|Birch|Chestnut|Hickory|Spruce|Cherry|Magnolia|Sycamore|Poplar|Washington|Lincoln|Jefferson|Madison|Jackson|Franklin|Adams|Monroe|Grant|Park|Lake|Hill|River|Church|Mill|Spring|Sunset|Highland|Forest|Meadow|Valley|Ridge|Prospect|Center|Union|Liberty|College|School|Chapel|Railroad|Market|Water|Summit|Woodland|Fairview|Lakeview|Hillcrest|Riverside|Orchard|Garden|Laurel|Dogwood|Juniper|Aspen|Rosewood";
const britishRoots =
  "Church|Station|Victoria|Park|Queens|Kings|Mill|Manor|Grange|School|North|South|Albert|George|Windsor|New|York|Stanley|Chester|Richmond|Alexandra|Springfield|Highfield|Meadow|Woodland|Oak|Ash|Beech|Elm|Hawthorn|Holly|Cedar|Chestnut|Maple|Willow|Rowan|Orchard|Vicarage|Rectory|Priory|Abbey|Bridge|Castle|Cross|Green|Hill|Lodge|Market|Orchard|Priory|River|Wellington|Nelson|Clarence|Gloucester|Cambridge|Oxford|Lancaster|Salisbury";
const spanishRoots =
  "Mayor|Real|Nueva|de la Constitución|de la Iglesia|San Juan|San José|San Pedro|Santa María|Santa Ana|del Sol|de la Fuente|de la Paz|de la Libertad|Cervantes|Colón|Goya|Velázquez|Picasso|García Lorca|Miguel Hernández|Antonio Machado|Ramón y Cajal|Rosalía de Castro|Isabel la Católica|de España|de Andalucía|de Castilla|de Aragón|de Galicia|de Valencia|de Madrid|de Toledo|de Sevilla|de Granada|del Carmen|del Pilar|del Prado|de los Olivos|de las Flores|de la Rosa|del Parque|de la Estación|del Molino|de la Cruz|del Río|de la Playa|del Puerto|de la Universidad|de las Escuelas|de Alfonso XII|Gran Capitán|Hernán Cortés|Pizarro|Lope de Vega|Calderón de la Barca|Quevedo|Góngora";
const mexicanRoots =
  "Benito Juárez|Miguel Hidalgo|José María Morelos|Emiliano Zapata|Francisco I. Madero|Venustiano Carranza|Álvaro Obregón|Lázaro Cárdenas|Cuauhtémoc|Nezahualcóyotl|Moctezuma|Ignacio Zaragoza|Vicente Guerrero|Mariano Matamoros|Ignacio Allende|Niños Héroes|5 de Mayo|16 de Septiembre|20 de Noviembre|Revolución|Reforma|Independencia|Insurgentes|Constitución|Universidad|Las Américas|Los Pinos|Las Flores|Jacarandas|Los Sauces|Las Palmas|Del Bosque|Del Sol|La Luna|Los Álamos|Primavera|San Miguel|San Antonio|Guadalupe|Sor Juana|Vasco de Quiroga|Tepeyac|Chapultepec|Tláloc|Quetzalcóatl|Veracruz|Jalisco|Michoacán|Puebla|Oaxaca";
const frenchRoots =
  "de la République|Victor Hugo|Jean Jaurès|du Général de Gaulle|de l'Église|de la Gare|de la Mairie|des Écoles|du Moulin|de la Fontaine|Pasteur|Gambetta|Émile Zola|Voltaire|Jules Ferry|Jean Moulin|Molière|du Château|de Verdun|de la Liberté|du Stade|des Lilas|des Roses|des Tilleuls|des Acacias|des Cerisiers|du Lavoir|de la Forge|du Marché|de la Poste|Saint-Martin|Saint-Jean|Saint-Pierre|Notre-Dame|de Paris|de Lyon|Pierre Curie|Marie Curie|George Sand|Lamartine|Carnot|de la Paix|du 8 Mai 1945|du 11 Novembre|des Vignes|des Jardins|de la Croix|du Bois|de Bretagne|d'Alsace|de Normandie|Léon Blum|Anatole France|Aristide Briand|Paul Verlaine|Arthur Rimbaud|Claude Monet|des Peupliers|du Port|de la Plage";
const dutchRoots =
  "Kerk|School|Molen|Dorps|Stations|Nieuw|Hoofd|Beatrix|Wilhelmina|Juliana|Emma|Oranje|Nassau|Kastanje|Eiken|Beuken|Linden|Berken|Esdoorn|Wilgen|Populieren|Rozen|Tulpen|Anjelier|Meidoorn|Vlier|Zonnebloem|Lelie|Dahlia|Iris|Merel|Lijster|Spreeuwen|Zwaluw|Vinken|Reiger|Leeuwerik|Haven|Markt|Burgemeester|Rembrandt|Vermeer|Vondel|Spinoza|Mozart|Beethoven|Haydn|Industrie|Ambachts|Parallel";
const portugueseRoots =
  "da Liberdade|da República|das Flores|do Comércio|Nova|da Igreja|da Escola|do Sol|da Paz|de Santo António|de São João|de São Pedro|de Santa Maria|dos Combatentes|da Fonte|do Moinho|da Estação|do Porto|de Lisboa|do Brasil|das Oliveiras|dos Pinheiros|das Laranjeiras|do Rosário|da Saudade|da Esperança|da Boavista|do Carmo|da Alegria|do Pinhal|Luís de Camões|Fernando Pessoa|Eça de Queirós|Almeida Garrett|Vasco da Gama|Infante Dom Henrique|Marquês de Pombal|5 de Outubro|25 de Abril|1º de Maio";
const brazilianRoots =
  "das Flores|São José|Santo Antônio|São João|São Pedro|Santa Maria|São Paulo|Rio de Janeiro|Minas Gerais|Bahia|Paraná|Santa Catarina|Sete de Setembro|Quinze de Novembro|Treze de Maio|Vinte e Um de Abril|Primeiro de Maio|Tiradentes|Dom Pedro II|Princesa Isabel|Santos Dumont|Getúlio Vargas|Juscelino Kubitschek|Rui Barbosa|Castro Alves|Machado de Assis|José de Alencar|Monteiro Lobato|Olavo Bilac|Carlos Gomes|Duque de Caxias|Marechal Deodoro|Floriano Peixoto|Barão do Rio Branco|Visconde de Mauá|da Paz|da Liberdade|do Comércio|das Acácias|dos Ipês|das Palmeiras|dos Pinheiros|das Oliveiras|Bela Vista|Boa Esperança|Amazonas|Tocantins|Goiás|Pernambuco|Ceará";
const italianRoots =
  "Roma|Giuseppe Garibaldi|Giuseppe Mazzini|Guglielmo Marconi|Dante Alighieri|Giuseppe Verdi|Camillo Benso di Cavour|Giacomo Matteotti|della Repubblica|della Libertà|Vittorio Emanuele II|Vittorio Veneto|IV Novembre|XX Settembre|XXV Aprile|Guglielmo Oberdan|Alessandro Manzoni|Giacomo Leopardi|Giosuè Carducci|Giovanni Pascoli|Ugo Foscolo|Alessandro Volta|Galileo Galilei|Leonardo da Vinci|Michelangelo Buonarroti|Raffaello Sanzio|Cristoforo Colombo|Marco Polo|San Francesco|San Giovanni|San Martino|Sant'Antonio|Santa Maria|San Rocco|della Chiesa|della Stazione|del Mulino|dei Mille|delle Rose|dei Tigli|Nazionale|Milano|Torino|Firenze|Napoli|Venezia|Trieste|Trento|Palestro|Solferino|Antonio Gramsci|Aldo Moro|Alcide De Gasperi|Enrico Fermi|Giovanni XXIII|Silvio Pellico|Gioacchino Rossini|Giacomo Puccini|Nazario Sauro|Cesare Battisti";

export const streets: Readonly<Record<string, Streets>> = {
  en_US: {
    patterns:
      "{r} Street|{r} Avenue|{r} Road|{r} Drive|{r} Lane|{r} Court|{r} Boulevard|{r} Place|{r} Way|{r} Circle|{r} Terrace|{r} Trail",
    roots: saxonRoots,
  },
  en_GB: {
    patterns:
      "{r} Road|{r} Street|{r} Lane|{r} Avenue|{r} Close|{r} Drive|{r} Gardens|{r} Crescent|{r} Grove|{r} Court|{r} Way|{r} Terrace",
    roots: britishRoots,
  },
  en_CA: {
    patterns:
      "{r} Street|{r} Avenue|{r} Road|{r} Drive|{r} Crescent|{r} Court|{r} Boulevard|{r} Lane|{r} Place|{r} Way|{r} Trail|{r} Line",
    roots: saxonRoots.replace(
      "Washington|Lincoln|Jefferson|Madison|Jackson|Franklin|Adams|Monroe|Grant",
      "Victoria|King|Queen|Wellington|Dundas|Yonge|Granville|Laurier|Macdonald|Mackenzie",
    ),
  },
  en_AU: {
    patterns:
      "{r} Street|{r} Road|{r} Avenue|{r} Drive|{r} Court|{r} Place|{r} Crescent|{r} Parade|{r} Lane|{r} Close|{r} Terrace|{r} Esplanade",
    roots: britishRoots + "|Acacia|Banksia|Wattle|Jacaranda|Kurrajong|Waratah|Macquarie|Flinders|Bourke|Collins",
  },
  en_IE: {
    patterns: "{r} Street|{r} Road|{r} Avenue|{r} Park|{r} Drive|{r} Grove|{r} Lawn|{r} Court|{r} Terrace|{r} Close",
    roots:
      "Main|Church|Patrick|O'Connell|Parnell|Pearse|Connolly|Emmet|Bridge|Castle|Mill|Abbey|Chapel|Station|Barrack|Market|Shannon|Liffey|Beechwood|Oakfield|Ashgrove|Hawthorn|Sycamore|Willow|Rowan|Hazelwood|Rosemount|Seaview|Ballymore|Glenview|Killiney|Clonard|Kilbarrack|Woodlawn|Fairview|Griffith|Davis|Tone|Fitzwilliam|Leinster",
  },
  en_IN: {
    patterns: "{r} Road|{r} Marg|{r} Street|{r} Nagar Road|{r} Lane",
    roots:
      "Mahatma Gandhi|Nehru|Subhash Chandra Bose|Lal Bahadur Shastri|Rajaji|Sardar Patel|Ambedkar|Tagore|Bhagat Singh|Tilak|Gokhale|Vivekananda|Shivaji|Rani Lakshmibai|Station|Temple|Market|Church|Mosque|Lake|Hill|Park|Gandhi|Indira|Rajiv|Jawahar|Netaji|Laxmi|Ganesh|Krishna|Ashok|Akbar|Kabir|Tansen|Brigade|Residency|Mall|Cantonment|Fort|Ring|Lotus|Banyan|Neem|Chandni|Gulmohar|Rajpath",
  },
  en_ZA: {
    patterns: "{r} Street|{r} Road|{r} Avenue|{r} Drive|{r} Lane|{r} Crescent|{r} Close",
    roots:
      "Church|Main|Voortrekker|Nelson Mandela|Albert Luthuli|Oliver Tambo|Walter Sisulu|Helen Joseph|Beyers Naudé|Jan Smuts|Kruger|Pretorius|Loop|Long|Kloof|Protea|Jacaranda|Acacia|Baobab|Yellowwood|Stinkwood|Marula|Impala|Kudu|Springbok|Eland|Oak|Market|Commissioner|Rissik|Park|Hill|Beach|Victoria|Mooi|Rivonia|Sandton|Umhlanga|Smith|West",
  },
  de_DE: {
    patterns: "{r}straße|{r}weg|{r}gasse|{r}allee|Am {r}platz",
    roots:
      "Haupt|Bahnhof|Schul|Garten|Dorf|Berg|Birken|Linden|Kirch|Wald|Ring|Wiesen|Schiller|Goethe|Mozart|Beethoven|Rosen|Amsel|Feld|Ahorn|Eichen|Buchen|Tannen|Mühlen|Brunnen|Markt|Post|Industrie|Friedhof|Bach|Burg|Park|Lessing|Uhland|Kant|Bismarck|Wilhelm|Friedrich|Karl|Luisen",
  },
  de_AT: {
    patterns: "{r}straße|{r}gasse|{r}weg|{r}platz",
    roots:
      "Haupt|Bahnhof|Schul|Kirchen|Linden|Garten|Feld|Wiener|Grazer|Linzer|Salzburger|Mozart|Schubert|Haydn|Beethoven|Stifter|Raimund|Nestroy|Grillparzer|Rosegger|Berg|Wald|Mühl|Brunnen|Rosen|Flieder|Ahorn|Birken|Eichen|Josef|Leopold|Maria-Theresien|Park|Sonnen|Wiesen|Markt|Post|Au|Bach|Donau",
  },
  de_CH: {
    patterns: "{r}strasse|{r}weg|{r}gasse|{r}platz|{r}rain|{r}halde",
    roots:
      "Haupt|Bahnhof|Dorf|Schul|Kirch|Post|Garten|Wiesen|Birken|Linden|Ahorn|Buchen|Berg|Rosen|Sonnen|Wald|Feld|Mühle|Bach|See|Alpen|Industrie|Zürcher|Berner|Basler|Luzerner|Rigi|Säntis|Pilatus|Tell|Ring|Bleiche|Brunnen|Hof|Matten|Stein|Obere Bahnhof|Untere Dorf|Gotthelf|Pestalozzi",
  },
  fr_FR: {
    patterns: "Rue {r}|Rue {r}|Avenue {r}|Boulevard {r}|Place {r}|Allée {r}|Chemin {r}|Impasse {r}",
    roots: frenchRoots,
  },
  fr_CA: {
    patterns: "Rue {r}|Avenue {r}|Boulevard {r}|Chemin {r}|Montée {r}|Place {r}",
    roots:
      "Principale|Notre-Dame|Saint-Jean|Saint-Joseph|Saint-Louis|Saint-Pierre|Saint-Charles|Sainte-Catherine|Sainte-Anne|de l'Église|du Collège|de la Gare|du Moulin|des Érables|des Pins|des Bouleaux|des Ormes|des Cèdres|des Chênes|Champlain|Cartier|Frontenac|Montcalm|Papineau|Laurier|Bourassa|René-Lévesque|Lévis|Maisonneuve|Jeanne-Mance|Saint-Laurent|Richelieu|Laval|du Parc|du Lac|de la Rivière|des Sources|Bellevue|Victoria|du Pont|des Pionniers|de la Fabrique",
  },
  fr_BE: {
    patterns: "Rue {r}|Rue {r}|Avenue {r}|Chaussée {r}|Place {r}|Clos {r}",
    roots: frenchRoots
      .replace("du Général de Gaulle", "Albert Ier")
      .replace("de Paris", "de Bruxelles")
      .replace("de Lyon", "de Liège")
      .replace("d'Alsace", "de Namur")
      .replace("de Normandie", "de Flandre")
      .replace("de Bretagne", "de Wavre")
      .replace("de Verdun", "Reine Astrid")
      .replace("du 8 Mai 1945", "Roi Baudouin"),
  },
  es_ES: { patterns: "Calle {r}|Calle {r}|Avenida {r}|Plaza {r}|Paseo {r}|Camino {r}|Ronda {r}", roots: spanishRoots },
  es_MX: { patterns: "Calle {r}|Avenida {r}|Boulevard {r}|Calzada {r}|Privada {r}|Andador {r}", roots: mexicanRoots },
  it_IT: {
    patterns: "Via {r}|Via {r}|Via {r}|Viale {r}|Corso {r}|Piazza {r}|Largo {r}|Vicolo {r}",
    roots: italianRoots,
  },
  nl_NL: { patterns: "{r}straat|{r}laan|{r}weg|{r}plein|{r}hof|{r}singel", roots: dutchRoots },
  nl_BE: { patterns: "{r}straat|{r}laan|{r}weg|{r}plein|{r}dreef|{r}steenweg", roots: dutchRoots },
  pl_PL: {
    patterns: "ul. {r}|al. {r}",
    roots:
      "Polna|Leśna|Słoneczna|Krótka|Szkolna|Ogrodowa|Lipowa|Brzozowa|Łąkowa|Kwiatowa|Kościelna|Sosnowa|Zielona|Parkowa|Akacjowa|Kolejowa|Długa|Dworcowa|Rynkowa|Młyńska|Ogrodnicza|Wiśniowa|Jesionowa|Dębowa|Klonowa|Spacerowa|Nowa|Wiejska|Górna|Dolna|Adama Mickiewicza|Juliusza Słowackiego|Henryka Sienkiewicza|Fryderyka Chopina|Marii Skłodowskiej-Curie|Tadeusza Kościuszki|Józefa Piłsudskiego|Stefana Żeromskiego|Marii Konopnickiej|Jana Kochanowskiego|Mikołaja Kopernika|Bolesława Prusa|Władysława Reymonta|Stanisława Moniuszki|Jana Pawła II|Wojska Polskiego|3 Maja|11 Listopada|Armii Krajowej|Bohaterów Warszawy|Piastowska|Jagiellońska|Warszawska|Krakowska|Poznańska|Gdańska|Wrocławska|Lubelska|Sportowa|Jana Matejki|Witosa|Kasprowicza|Asnyka|Norwida|Paderewskiego|Wyspiańskiego|Baczyńskiego|Tuwima|Gałczyńskiego|Kraszewskiego|Orzeszkowej|Dąbrowskiej|Nałkowskiej|Staszica|Kołłątaja|Pułaskiego|Sobieskiego|Kazimierza Wielkiego|Władysława Łokietka|Królowej Jadwigi|Hetmańska|Rycerska|Zamkowa|Podgórna|Nadrzeczna|Nadbrzeżna|Portowa|Morska|Jeziorna|Rzeczna|Źródlana|Cicha|Wesoła|Radosna|Pogodna|Tęczowa|Jasna|Malinowa|Jagodowa|Poziomkowa|Truskawkowa|Jabłoniowa|Morelowa|Orzechowa|Kasztanowa|Modrzewiowa|Świerkowa|Topolowa|Wierzbowa|Różana|Fiołkowa|Tulipanowa|Słonecznikowa|Wrzosowa|Makowa|Rolna|Przemysłowa|Fabryczna|Rzemieślnicza|Handlowa",
  },
  pt_BR: { patterns: "Rua {r}|Rua {r}|Avenida {r}|Travessa {r}|Alameda {r}|Praça {r}", roots: brazilianRoots },
  pt_PT: {
    patterns: "Rua {r}|Rua {r}|Avenida {r}|Travessa {r}|Largo {r}|Praça {r}|Estrada {r}",
    roots: portugueseRoots,
  },
  sv_SE: {
    patterns: "{r}vägen|{r}gatan|{r}stigen|{r}gränd",
    roots:
      "Björk|Skol|Skogs|Stor|Kyrk|Ring|Ny|Järnvägs|Industri|Park|Strand|Trädgårds|Ängs|Ek|Kvarn|Stations|Back|Furu|Gran|Asp|Bäck|Åker|Idrotts|Linné|Drottning|Kungs|Vasa|Södra Ring|Norra Järnvägs|Östra Stor|Västra Strand|Hantverkar|Köpmans|Slotts|Fabriks|Hamn|Fiskar|Lärk|Svan|Rosen|Syren|Klöver|Blåbärs|Hallon|Smultron|Lind|Lönn|Al|Rönn|Ekorr|Räv|Älg|Berg|Dal|Sjö|Torg|Mal|Sol|Mån|Gård|Prästgårds",
  },
  da_DK: {
    patterns: "{r}vej|{r}gade|{r}allé|{r}stræde|{r}vænget|{r}parken",
    roots:
      "Skole|Kirke|Nørre|Sønder|Øster|Vester|Stations|Møl|Skov|Strand|Birke|Bøge|Ege|Linde|Ahorn|Aske|Rosen|Tulipan|Lærke|Solsorte|Svale|Park|Have|Bakke|Dal|Eng|Mark|Møllebakke|Industri|Havne|Frederiks|Dronning|Konge|Slots|Grønne|Lille|Store|Ny|Gammel|Brogårds",
  },
  nb_NO: {
    patterns: "{r}veien|{r}gata|{r}bakken|{r}stien|{r}lia|{r}svingen|{r}faret",
    roots:
      "Bjørke|Gran|Furu|Eike|Skole|Kirke|Stasjons|Strand|Fjell|Skog|Berg|Elve|Sol|Rogne|Blåveis|Bringebær|Tyttebær|Kløver|Hegge|Linerle|Trost|Ugle|Rev|Elg|Måne|Storgård|Prestegårds|Møll|Kvern|Industri|Sjø|Havne|Torg|Parken|Dam|Vass|Konge|Dronning|Nygårds|Øvre Skole",
  },
  fi_FI: {
    patterns: "{r}katu|{r}tie|{r}kuja|{r}polku|{r}kaari|{r}raitti",
    roots:
      "Koulu|Kirkko|Asema|Ranta|Metsä|Koivu|Mänty|Kuusi|Pihlaja|Leppä|Tammi|Vaahtera|Lehmus|Haapa|Kataja|Mansikka|Mustikka|Puolukka|Kanerva|Ruusu|Orvokki|Kielo|Satama|Tehdas|Teollisuus|Puisto|Puutarha|Niitty|Pelto|Mylly|Kivi|Kallio|Harju|Laakso|Järvi|Lahti|Saari|Kauppa|Hämeen|Aleksanterin|Mannerheimin|Yliopiston|Keskus|Uuden|Linna|Tuomio|Sepän|Karjalan|Pohjois|Etelä",
  },
  hu_HU: {
    patterns: "{r} utca|{r} utca|{r} út|{r} tér|{r} köz|{r} sétány",
    roots:
      "Kossuth Lajos|Petőfi Sándor|Rákóczi|Széchenyi István|Arany János|Ady Endre|József Attila|Dózsa György|Béke|Szabadság|Jókai Mór|Bem József|Deák Ferenc|Vörösmarty|Táncsics Mihály|Hunyadi János|Mátyás király|Szent István|Bartók Béla|Móricz Zsigmond|Kölcsey Ferenc|Zrínyi Miklós|Templom|Iskola|Vasút|Fő|Rózsa|Akácfa|Tölgyfa|Diófa|Nefelejcs|Ibolya|Tulipán|Virág|Kertész|Malom|Árpád|Damjanich|Báthory|Csokonai|Liszt Ferenc|Attila|Sport|Duna|Tisza",
  },
  ro_RO: {
    patterns: "Strada {r}|Strada {r}|Bulevardul {r}|Aleea {r}|Calea {r}|Intrarea {r}",
    roots:
      "Mihai Eminescu|Mihai Viteazu|Ștefan cel Mare|Nicolae Bălcescu|Avram Iancu|Alexandru Ioan Cuza|Tudor Vladimirescu|Ion Creangă|Ion Luca Caragiale|George Coșbuc|Lucian Blaga|Vasile Alecsandri|Constantin Brâncuși|George Enescu|Nicolae Titulescu|Decebal|Traian|Unirii|Libertății|Independenței|Republicii|Victoriei|1 Decembrie 1918|Primăverii|Florilor|Trandafirilor|Crinului|Liliacului|Teilor|Castanilor|Plopilor|Stejarului|Salcâmilor|Morii|Gării|Școlii|Bisericii|Fântânii|Izvorului|Dunării|Mureșului|Oltului",
  },
  tr_TR: {
    patterns: "{r} Caddesi|{r} Sokak|{r} Bulvarı|{r} Sokağı",
    roots:
      "Atatürk|Cumhuriyet|İstiklal|İnönü|Fevzi Çakmak|Kazım Karabekir|Mimar Sinan|Yunus Emre|Mevlana|Fatih Sultan Mehmet|Barbaros|Namık Kemal|Ziya Gökalp|Mehmet Akif Ersoy|Gazi|Hürriyet|Zafer|Bahçe|Gül|Menekşe|Lale|Papatya|Okul|Cami|Çarşı|İstasyon|Sahil|Deniz|Orman|Çınar|Kavak|Ihlamur|Zeytin|Barış|Sevgi|Huzur|Umut|Güneş|Yıldız|Yeşilırmak|Sakarya|Dumlupınar|Çanakkale|Plevne|Şehitler|Fevzipaşa|Ordu|Akdeniz",
  },
  el_GR: {
    patterns: "Οδός {r}|Οδός {r}|Λεωφόρος {r}|Πλατεία {r}",
    roots:
      "Ελευθερίου Βενιζέλου|Ερμού|Σταδίου|Πανεπιστημίου|Αγίου Δημητρίου|Αγίου Γεωργίου|Αγίου Νικολάου|Βασιλέως Κωνσταντίνου|Κολοκοτρώνη|Μακεδονίας|Εθνικής Αντιστάσεως|28ης Οκτωβρίου|25ης Μαρτίου|Ιπποκράτους|Σωκράτους|Πλάτωνος|Αριστοτέλους|Περικλέους|Σόλωνος|Ομήρου|Ακαδημίας|Αθηνάς|Αιόλου|Ρήγα Φεραίου|Κωνσταντινουπόλεως|Παπαναστασίου|Καραϊσκάκη|Μπουμπουλίνας|Τσιμισκή|Εγνατίας|Μεγάλου Αλεξάνδρου|Παπάγου|Κηφισίας|Συγγρού|Ηρώων Πολυτεχνείου|Αναγεννήσεως",
  },
  ru_RU: { patterns: "улица {r}|{r} улица|{r} площадь|{r} набережная|{r} аллея", roots: "" },
  uk_UA: {
    patterns: "вулиця {r}|площа {r}|алея {r}|набережна {r}",
    roots:
      "Тараса Шевченка|Івана Франка|Лесі Українки|Михайла Грушевського|Богдана Хмельницького|Степана Бандери|Героїв України|Незалежності|Соборна|Центральна|Шкільна|Садова|Лісова|Польова|Зелена|Молодіжна|Миру|Перемоги|Вишнева|Яблунева|Калинова|Каштанова|Липова|Набережна|Набережна Дніпра|Вокзальна|Козацька|Січових Стрільців|Княгині Ольги|Ярослава Мудрого|Володимира Великого|Данила Галицького|Івана Мазепи|Григорія Сковороди|Михайла Коцюбинського|Василя Стуса|Ліни Костенко|Олени Теліги|Олександра Довженка|Остапа Вишні|Пилипа Орлика|Київська|Львівська|Одеська|Харківська|Полтавська|Чернігівська|Паркова|Сонячна|Квіткова|Весняна|Березова|Дубова|Травнева|Нова|Козацької Слави|Героїв Крут|Небесної Сотні|Дмитра Донцова|Павла Тичини|Марка Вовчка|Івана Богуна",
  },
  ja_JP: {
    patterns: "{r}1丁目|{r}2丁目|{r}3丁目|{r}4丁目|{r}5丁目|{r}6丁目",
    roots:
      "本町|中央|栄町|緑町|旭町|幸町|東町|西町|南町|北町|元町|新町|大手町|駅前|桜ケ丘|緑ケ丘|富士見|松原|日の出町|若葉町|花園|青葉台|平和|泉町|末広町|宮前|山手町|港町|川端|上野|若松町|神明町|錦町|寿町|昭和町|朝日|高砂|弥生町|豊町|美しが丘",
  },
  ko_KR: {
    patterns: "{r}로|{r}대로|{r}길|{r}로1길|{r}로2길|{r}로3길|{r}로5길",
    roots:
      "중앙|세종|테헤란|강남|시청|역전|번영|평화|통일|충무|을지|퇴계|율곡|종|남대문|한강|서초|반포|올림픽|송파|해운|광복|동성|달구벌|문화|산업|과학|대학|학동|도산|봉은사|선릉|언주|압구정|청담|경인|공단|금강|백두|한라",
  },
  zh_CN: {
    patterns: "{r}路|{r}街|{r}大道|{r}东路|{r}西路|{r}南路|{r}北路",
    roots:
      "人民|解放|中山|建设|和平|新华|胜利|文化|光明|长江|黄河|北京|南京|上海|朝阳|东风|红旗|民主|团结|幸福|友谊|迎宾|滨江|学院|科技|工业|花园|公园|青年|振兴|创业|金融|环城|站前|府前|湖滨|江滨|东湖|西湖|世纪",
  },
  zh_TW: {
    patterns: "{r}路|{r}街|{r}北路|{r}南路|{r}東路|{r}西路|{r}路一段|{r}路二段",
    roots:
      "中山|中正|民生|民權|民族|復興|光復|建國|和平|仁愛|信義|忠孝|成功|自由|文化|文心|大同|三民|博愛|青年|公園|中央|南京|長安|松江|敦化|永康|林森|五福|四維|七賢|九如|學府|新生|重慶",
  },
  hr_HR: {
    patterns: "Ulica {r}|Ulica {r}|Trg {r}|Put {r}",
    roots:
      "kralja Tomislava|bana Jelačića|Ante Starčevića|Stjepana Radića|Matije Gupca|Ivana Gundulića|Marka Marulića|Nikole Tesle|Ruđera Boškovića|Augusta Šenoe|Petra Zrinskog|Vladimira Nazora|Hrvatskih branitelja|Zrinskih i Frankopana|Josipa Jurja Strossmayera|Andrije Hebranga|Matice hrvatske|svetog Josipa|svetog Ivana|Ljudevita Gaja",
  },
  sk_SK: {
    patterns: "{r} ulica|{r} cesta",
    roots:
      "Hlavná|Školská|Záhradná|Krátka|Dlhá|Nová|Poľná|Lesná|Lipová|Slnečná|Kvetná|Mlynská|Staničná|Kostolná|Jarná|Štúrova|Hviezdoslavova|Štefánikova|Jánošíkova|Kollárova",
  },
  id_ID: {
    patterns: "Jalan {r}|Jalan {r}|Gang {r}|Jalan Raya {r}",
    roots:
      "Jenderal Sudirman|M.H. Thamrin|Gatot Subroto|Ahmad Yani|Diponegoro|Imam Bonjol|Pahlawan|Merdeka|Veteran|Pemuda|Kartini|Dewi Sartika|Cut Nyak Dien|Teuku Umar|Hasanuddin|Sultan Agung|Pangeran Antasari|Pattimura|Hayam Wuruk|Gajah Mada|Majapahit|Sriwijaya|Siliwangi|Soekarno Hatta|Sutomo|Cipto Mangunkusumo|Ki Hajar Dewantara|Wahid Hasyim|Agus Salim|Juanda|Melati|Mawar|Anggrek|Kenanga|Flamboyan|Cempaka|Dahlia|Teratai|Bougenville|Merpati|Rajawali|Garuda|Kutilang|Mangga|Rambutan|Durian|Kelapa|Cendana|Jati|Pinus|Bukit Indah|Taman Sari|Pasar Baru|Stasiun|Pelabuhan|Bandara|Industri|Pendidikan|Kesehatan|Masjid Agung|Kebon Jeruk|Pasar Minggu|Kemang|Cihampelas|Setiabudi|Dago|Braga|Malioboro|Kaliurang|Magelang|Solo|Semarang|Basuki Rahmat|Raya Darmo|Mayjen Sungkono",
  },
  vi_VN: {
    patterns: "Đường {r}|Đường {r}|Phố {r}|Ngõ {r}",
    roots:
      "Lê Lợi|Trần Hưng Đạo|Nguyễn Huệ|Hai Bà Trưng|Lý Thường Kiệt|Quang Trung|Nguyễn Trãi|Lê Duẩn|Điện Biên Phủ|Hùng Vương|Phan Chu Trinh|Phan Bội Châu|Lê Thánh Tông|Ngô Quyền|Đinh Tiên Hoàng|Võ Thị Sáu|Nguyễn Thị Minh Khai|Cách Mạng Tháng Tám|Nam Kỳ Khởi Nghĩa|Pasteur|Bà Triệu|Bạch Đằng|Lê Hồng Phong|Nguyễn Du|Hoàng Hoa Thám|Hoàng Diệu|Trường Chinh|Giải Phóng|Nguyễn Văn Cừ|Phạm Ngũ Lão|Bùi Thị Xuân|Lý Tự Trọng|Nguyễn Đình Chiểu|Tôn Đức Thắng|Xô Viết Nghệ Tĩnh|Âu Cơ|Lạc Long Quân|Hồ Tùng Mậu|Xuân Thủy|Cầu Giấy|Kim Mã|Láng Hạ|Thái Hà|Tây Sơn|Đại Cồ Việt|Lò Đúc|Hàng Bông|Hàng Đào|Tràng Tiền|Thụy Khuê|Nguyễn Công Trứ|Hồ Xuân Hương|Yên Ninh|Phan Đình Phùng|Trần Phú|Hàm Nghi|Lê Lai|Nguyễn Thái Học|Phùng Hưng|Tô Hiến Thành|Nguyễn Lương Bằng|Phạm Văn Đồng|Võ Văn Kiệt|Mai Chí Thọ|Nguyễn Hữu Cảnh|Trần Quang Khải|Lê Văn Sỹ|Cộng Hòa|Hoàng Văn Thụ|Phan Đăng Lưu|Nguyễn Oanh|Lê Quang Định|Trần Não|Đội Cấn",
  },
};
