// Hand-written for Semblance: short closed lists of general knowledge.

/** The elements in the order of their numbers, with symbols (IUPAC periodic table). */
export const elementSymbols: readonly string[] =
  "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og".split(
    " ",
  );

/** Their names, in the same order. */
export const elementNames: readonly string[] =
  "Hydrogen Helium Lithium Beryllium Boron Carbon Nitrogen Oxygen Fluorine Neon Sodium Magnesium Aluminium Silicon Phosphorus Sulfur Chlorine Argon Potassium Calcium Scandium Titanium Vanadium Chromium Manganese Iron Cobalt Nickel Copper Zinc Gallium Germanium Arsenic Selenium Bromine Krypton Rubidium Strontium Yttrium Zirconium Niobium Molybdenum Technetium Ruthenium Rhodium Palladium Silver Cadmium Indium Tin Antimony Tellurium Iodine Xenon Caesium Barium Lanthanum Cerium Praseodymium Neodymium Promethium Samarium Europium Gadolinium Terbium Dysprosium Holmium Erbium Thulium Ytterbium Lutetium Hafnium Tantalum Tungsten Rhenium Osmium Iridium Platinum Gold Mercury Thallium Lead Bismuth Polonium Astatine Radon Francium Radium Actinium Thorium Protactinium Uranium Neptunium Plutonium Americium Curium Berkelium Californium Einsteinium Fermium Mendelevium Nobelium Lawrencium Rutherfordium Dubnium Seaborgium Bohrium Hassium Meitnerium Darmstadtium Roentgenium Copernicium Nihonium Flerovium Moscovium Livermorium Tennessine Oganesson".split(
    " ",
  );

export const planets: readonly string[] = "Mercury Venus Earth Mars Jupiter Saturn Uranus Neptune".split(" ");

/** Units with their symbols (BIPM, SI brochure, and those accepted beside it). */
export const units: readonly (readonly [name: string, symbol: string])[] =
  "meter:m kilogram:kg second:s ampere:A kelvin:K mole:mol candela:cd hertz:Hz newton:N pascal:Pa joule:J watt:W coulomb:C volt:V farad:F ohm:Ω siemens:S weber:Wb tesla:T henry:H lumen:lm lux:lx becquerel:Bq gray:Gy sievert:Sv katal:kat radian:rad steradian:sr liter:L hour:h minute:min day:d tonne:t hectare:ha"
    .split(" ")
    .map((entry) => {
      const [name = "", symbol = ""] = entry.split(":");
      return [name, symbol] as const;
    });

export const weathers: Readonly<Record<string, number>> = {
  sunny: 22,
  "partly cloudy": 24,
  cloudy: 18,
  overcast: 10,
  "light rain": 9,
  rain: 6,
  "heavy rain": 2,
  thunderstorm: 2,
  snow: 2,
  sleet: 1,
  fog: 2,
  windy: 2,
};
export const sports: readonly string[] =
  "football|basketball|tennis|swimming|cycling|running|volleyball|handball|hockey|baseball|cricket|rugby|golf|skiing|rowing|sailing|judo|karate|boxing|fencing|gymnastics|badminton|table tennis|climbing|surfing|skating|archery|weightlifting|triathlon|yoga".split(
    "|",
  );
export const degrees: Readonly<Record<string, number>> = {
  "High school diploma": 28,
  "Associate of Arts": 6,
  "Associate of Science": 5,
  "Bachelor of Arts": 15,
  "Bachelor of Science": 18,
  "Bachelor of Engineering": 6,
  "Master of Arts": 6,
  "Master of Science": 8,
  "Master of Business Administration": 4,
  "Doctor of Philosophy": 2,
  "Doctor of Medicine": 1,
  "Juris Doctor": 1,
};
export const subjects: readonly string[] =
  "Mathematics|Physics|Chemistry|Biology|Computer Science|Economics|History|Philosophy|Psychology|Sociology|Law|Medicine|Nursing|Architecture|Civil Engineering|Mechanical Engineering|Electrical Engineering|Business Administration|Marketing|Linguistics|English Literature|Geography|Political Science|Education|Fine Arts|Music|Journalism|Statistics|Environmental Science|Anthropology".split(
    "|",
  );
export const instruments: readonly string[] =
  "piano|guitar|violin|viola|cello|double bass|flute|clarinet|oboe|bassoon|saxophone|trumpet|trombone|horn|tuba|drums|harp|accordion|mandolin|ukulele|banjo|harmonica|organ|marimba".split(
    "|",
  );
export const eyeColors: Readonly<Record<string, number>> = {
  brown: 60,
  blue: 20,
  hazel: 8,
  green: 5,
  gray: 4,
  amber: 3,
};
export const hairColors: Readonly<Record<string, number>> = {
  black: 45,
  brown: 33,
  blond: 12,
  gray: 6,
  red: 2,
  white: 2,
};
export const allergies: Readonly<Record<string, number>> = {
  none: 62,
  pollen: 12,
  "dust mites": 6,
  penicillin: 5,
  peanuts: 3,
  lactose: 4,
  shellfish: 2,
  latex: 1,
  "bee venom": 1,
  gluten: 2,
  "cat hair": 2,
};
export const departments: readonly string[] =
  "Emergency|Intensive Care|Surgery|Internal Medicine|Cardiology|Neurology|Paediatrics|Maternity|Oncology|Radiology|Orthopaedics|Psychiatry|Outpatients|Laboratory|Pharmacy".split(
    "|",
  );
/** How urgent and how bad things are, and where they stand. */
export const priorities: Readonly<Record<string, number>> = { low: 25, medium: 50, high: 20, urgent: 5 };
export const logLevels: Readonly<Record<string, number>> = { DEBUG: 20, INFO: 62, WARN: 12, ERROR: 5, FATAL: 1 };
export const ticketStatuses: Readonly<Record<string, number>> = {
  open: 22,
  "in progress": 18,
  waiting: 10,
  resolved: 20,
  closed: 30,
};
