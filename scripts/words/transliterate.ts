import { pinyin } from "pinyin-pro";
import { family, given } from "./japanese.ts";

const table = (text: string) => new Map(text.split(" ").map((pair) => pair.split("=") as [string, string]));
const title = (text: string) =>
  text.replace(/(^|[ '-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
const spell = (text: string, letters: ReadonlyMap<string, string>) =>
  [...text].map((letter) => letters.get(letter) ?? letter).join("");

const russian = table(
  "а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya",
);
const ukrainian = table(
  "а=a б=b в=v г=h ґ=g д=d е=e є=ie ж=zh з=z и=y і=i ї=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ь= ю=iu я=ia ’= '=",
);
const greek = table(
  "α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o",
);

/** BGN/PCGN without marks, with the usual -y for -ий and -ый. */
function fromRussian(name: string): string {
  return title(
    spell(
      name
        .toLowerCase()
        .replace(/[иы]й$/, "ы")
        .replace(/ье/g, "ye"),
      russian,
    ),
  );
}

/** Cabinet of Ministers resolution 55 of 2010: є, ї, й, ю, я take y at the start of a word; зг is zgh. */
function fromUkrainian(name: string): string {
  const first: Readonly<Record<string, string>> = { є: "ye", ї: "yi", й: "y", ю: "yu", я: "ya" };
  const lower = name.toLowerCase().replace(/зг/g, "zgh");
  return title(
    spell(
      lower.replace(/(^|[ -])([єїйюя])/g, (_, before: string, letter: string) => before + first[letter]),
      ukrainian,
    ),
  );
}

/** ELOT 743 without marks. */
function fromGreek(name: string): string {
  const dieresis = name.toLowerCase().replace(/ϊ|ΐ/g, "_i").replace(/ϋ|ΰ/g, "_y");
  const plain = dieresis.normalize("NFD").replace(/\p{M}/gu, "");
  const pairs = plain
    .replace(/ου/g, "ou")
    .replace(/([αεη])υ(?=[βγδζλμνραεηιου])/g, "$1v")
    .replace(/([αεη])υ/g, "$1f")
    .replace(/γγ/g, "ng")
    .replace(/γξ/g, "nx")
    .replace(/γχ/g, "nch")
    .replace(/(^|[ -])μπ/g, "$1b");
  return title(spell(pairs, greek).replace(/_/g, ""));
}

const lead = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ");
const vowel = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(" ");
const tail = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ");
const koreanFamily = table(
  "김=Kim 이=Lee 박=Park 최=Choi 정=Jung 강=Kang 조=Cho 윤=Yoon 장=Jang 임=Lim 한=Han 오=Oh 서=Seo 신=Shin 권=Kwon 황=Hwang 안=Ahn 송=Song 전=Jeon 홍=Hong 유=Yoo 고=Ko 문=Moon 양=Yang 손=Son 배=Bae 백=Baek 허=Heo 남=Nam 심=Shim 노=Noh 하=Ha 곽=Kwak 성=Sung 차=Cha 주=Joo 우=Woo 구=Koo 민=Min 류=Ryu 나=Na 진=Jin 지=Ji 엄=Um 채=Chae 원=Won 천=Chun 방=Bang 공=Kong 현=Hyun 함=Ham 변=Byun 염=Yum 여=Yeo 추=Choo 도=Do 소=So 석=Seok 선=Sun 설=Seol 마=Ma 길=Gil 연=Yeon 위=Wi 표=Pyo 명=Myung 기=Ki 반=Ban 왕=Wang 금=Keum 옥=Ok 육=Yook 인=In 맹=Maeng 제=Je 모=Mo",
);

/** Revised Romanization syllable by syllable, as the rule for names has it. */
function fromHangul(name: string): string {
  return title(
    [...name]
      .map((syllable) => {
        const code = syllable.charCodeAt(0) - 0xac00;
        return lead[Math.floor(code / 588)]! + vowel[Math.floor((code % 588) / 28)]! + tail[code % 28]!;
      })
      .join(""),
  );
}

const japanese = new Map(
  [...given.split("|"), ...family.split("|")].map((pair) => pair.split(" ") as [string, string]),
);
const fromPinyin = (name: string, mode: "surname" | "normal") =>
  title(
    pinyin(name, {
      toneType: "none",
      type: "array",
      v: true,
      ...(mode === "surname" ? { surname: "all" as const } : {}),
    })
      .join("")
      .replace(/ü/g, "u"),
  );

/** The Latin spelling of a name as its bearer would write it, or "" where we do not know it. */
export function toLatin(name: string, language: string, kind: "given" | "family"): string {
  const latin =
    language === "ru"
      ? fromRussian(name)
      : language === "uk"
        ? fromUkrainian(name)
        : language === "el"
          ? fromGreek(name)
          : language === "ko"
            ? kind === "family"
              ? (koreanFamily.get(name) ?? fromHangul(name))
              : fromHangul(name)
            : language === "ja"
              ? (japanese.get(name) ?? "")
              : language === "zh"
                ? fromPinyin(name, kind === "family" ? "surname" : "normal")
                : "";
  return /^[A-Za-z][A-Za-z' -]*$/.test(latin) ? latin : "";
}
