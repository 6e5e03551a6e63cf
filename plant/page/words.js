// The page's words. Sentences of the API come in English and are turned by their beginning.

export const WORDS = {
  en: {
    today: "Today", yield: "yield", passed: "Passed", rejected: "Rejected", review: "Review",
    stations: "Stations", noStations: "No station has told of a casting yet.",
    judge: "Judge pictures", dropHere: "Drop pictures of castings here",
    takePicture: "Take a picture", choosePictures: "Choose pictures",
    wall: "Castings that did not pass", noAlerts: "None so far.", docs: "The API, for programs",
    soundOff: "Sound off", soundOn: "Sound on", notifyOff: "Notices off", notifyOn: "Notices on",
    connecting: "Connecting…", live: "Live", lost: "No connection",
    pass: "Pass", reject: "Reject", reviewVerdict: "Review", judging: "Being judged",
    unlike: "Unlike the castings that the network knows. Is it this part?",
    notJudged: "Not judged", defect: "defect {}", recorded: "on record as {}", silentSince: "silent since {}",
    last: "last {}", castings: "{} castings", showPicture: "Show the picture", showMap: "Show the defect map",
    chart: "Rejects", chartTop: "0 to {}", chartFew: "by the quarter of an hour; limits come after twenty of them.",
    chartSmall: "by the quarter of an hour; too few castings in each for limits.",
    chartCalm: "by the quarter of an hour: nothing unusual about {}.",
    chartBeyond: "Unusually many or few at {}.", chartPattern: "An unusual pattern up to {}.",
    keyNeeded: "This plant asks for a key", keyHint: "Whoever runs the plant gives you one. It stays in this browser.",
    keySave: "Enter", away: "The plant does not answer. Try again.", otherLanguage: "한국어",
  },
  ko: {
    today: "오늘", yield: "양품률", passed: "합격", rejected: "불량", review: "확인 필요",
    stations: "검사 스테이션", noStations: "아직 주물 결과를 보낸 스테이션이 없습니다.",
    judge: "사진 판정", dropHere: "주물 사진을 여기에 끌어다 놓으십시오",
    takePicture: "사진 찍기", choosePictures: "사진 고르기",
    wall: "합격하지 못한 주물", noAlerts: "아직 없습니다.", docs: "프로그램용 API",
    soundOff: "소리 꺼짐", soundOn: "소리 켜짐", notifyOff: "알림 꺼짐", notifyOn: "알림 켜짐",
    connecting: "연결 중…", live: "실시간", lost: "연결 끊김",
    pass: "합격", reject: "불량", reviewVerdict: "확인 필요", judging: "판정 중",
    unlike: "네트워크가 아는 주물과 다릅니다. 이 부품이 맞습니까?",
    notJudged: "판정하지 않음", defect: "결함 {}", recorded: "기록 번호 {}", silentSince: "{} 이후 소식 없음",
    last: "마지막 {}", castings: "{}개", showPicture: "사진 보기", showMap: "결함 위치 보기",
    chart: "불량률", chartTop: "0 ~ {}", chartFew: "15분 단위. 스무 구간이 지나면 관리 한계가 나옵니다.",
    chartSmall: "15분 단위. 구간마다 수가 적어 관리 한계를 정할 수 없습니다.",
    chartCalm: "15분 단위. 평균 {}, 이상 없음.",
    chartBeyond: "{}에 관리 한계를 벗어났습니다.", chartPattern: "{}까지 이상 패턴이 있습니다.",
    keyNeeded: "이 공장은 키가 필요합니다", keyHint: "공장 관리자에게 받으십시오. 키는 이 브라우저에만 남습니다.",
    keySave: "입력", away: "공장 서버가 응답하지 않습니다. 다시 시도하십시오.", otherLanguage: "English",
  },
};

const SENTENCES_KO = [
  ["The picture is too dark", "사진이 너무 어두워 판정할 수 없습니다."],
  ["The picture is too bright", "사진이 너무 밝아 판정할 수 없습니다."],
  ["Light glares", "주물에 빛이 반사되어 판정할 수 없습니다."],
  ["The picture is too blurred", "사진이 흐려 판정할 수 없습니다."],
  ["No casting was found", "사진에서 주물을 찾지 못했습니다."],
  ["The casting is not whole", "주물 전체가 사진에 들어 있지 않습니다."],
  ["The picture's name", "사진 이름이 올바르지 않습니다."],
  [/ is not a picture\.$/, "사진 파일이 아닙니다."],
  [/ is empty\.$/, "빈 파일입니다."],
  [/ is damaged\.$/, "사진 파일이 손상되었습니다."],
  [/ is too small:/, "사진이 너무 작습니다."],
  [/ is too large:/, "사진이 너무 큽니다."],
  [/ several pages/, "움직이거나 여러 장인 사진입니다. 한 파일에 한 장씩 저장하십시오."],
  [/ is of the kind /, "투명하지 않은 8비트 회색조나 컬러로 저장하십시오."],
  [/ could not be judged:/, "프로그램 오류로 판정하지 못했습니다. 기록에 남았습니다."],
  ["Too many pictures are waiting", "판정을 기다리는 사진이 너무 많습니다. 잠시 뒤 다시 시도하십시오."],
  ["The request is larger", "사진 용량이 너무 큽니다."],
  ["At most ", "한 번에 보낸 사진이 너무 많습니다."],
  ["More than ", "요청이 너무 잦습니다. 잠시 뒤 다시 시도하십시오."],
  ["The warehouse", "데이터베이스를 쓸 수 없어 기록하지 못했습니다."],
];

let language = localStorage.getItem("language")
  ?? (navigator.language.startsWith("ko") ? "ko" : "en");

export const word = (name, value) => WORDS[language][name].replace("{}", value);
export const locale = () => language;

export function switchLanguage() {
  language = language === "ko" ? "en" : "ko";
  localStorage.setItem("language", language);
}

export function sentence(english) {
  if (language === "en") return english;
  const found = SENTENCES_KO.find(([beginning]) =>
    typeof beginning === "string" ? english.startsWith(beginning) : beginning.test(english));
  return found ? found[1] : english;
}

export const time = (text) =>
  new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hour12: false })
    .format(new Date(text));

export const percent = (share, digits = 0) => share === null ? "–"
  : new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: digits })
    .format(share);
