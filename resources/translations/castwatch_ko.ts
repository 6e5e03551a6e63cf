<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About the network</source>
        <translation>네트워크 정보</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>성능</translation>
    </message>
    <message>
        <source>How surely</source>
        <translation>신뢰도</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>라이선스</translation>
    </message>
    <message>
        <source>Made at</source>
        <translation>만든 시각</translation>
    </message>
    <message>
        <source>No network is loaded.</source>
        <translation>불러온 네트워크가 없습니다.</translation>
    </message>
    <message>
        <source>Of defective castings at most {share} pass, with 95 % confidence, from {castings} castings.</source>
        <translation>불량 주물 가운데 합격으로 판정되는 비율은 95 % 신뢰도로 최대 {share}입니다(주물 {castings}개 기준).</translation>
    </message>
    <message>
        <source>Reject from</source>
        <translation>불합격 기준</translation>
    </message>
    <message>
        <source>Review from</source>
        <translation>확인 필요 기준</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>데이터 분할</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>버전</translation>
    </message>
</context>
<context>
    <name>AlarmBar</name>
    <message>
        <source>Acknowledge  Space</source>
        <translation>확인  Space</translation>
    </message>
    <message>
        <source>Alarm volume</source>
        <translation>경보 음량</translation>
    </message>
    <message>
        <source>Alarm volume (Ctrl+Up, Ctrl+Down)</source>
        <translation>경보 음량 (Ctrl+↑, Ctrl+↓)</translation>
    </message>
    <message>
        <source>Fault: castings are not judged.</source>
        <translation>고장: 주물이 판정되지 않고 있습니다.</translation>
    </message>
    <message>
        <source>It cannot be heard.</source>
        <translation>경보음이 나지 않습니다.</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>음소거</translation>
    </message>
    <message>
        <source>Reject: take the casting off the line.</source>
        <translation>불합격: 주물을 라인에서 빼세요.</translation>
    </message>
    <message>
        <source>Volume {per_cent} %</source>
        <translation>음량 {per_cent} %</translation>
    </message>
    <message>
        <source>Warning: somebody should come.</source>
        <translation>경고: 담당자가 와야 합니다.</translation>
    </message>
</context>
<context>
    <name>BadgeDialog</name>
    <message>
        <source>Badge</source>
        <translation>사원증</translation>
    </message>
    <message>
        <source>Cancel  Esc</source>
        <translation>취소  Esc</translation>
    </message>
    <message>
        <source>Hold the badge to the reader.</source>
        <translation>사원증을 리더기에 대세요.</translation>
    </message>
    <message>
        <source>The badge was not read. Hold it there once more.</source>
        <translation>사원증을 읽지 못했습니다. 다시 한 번 대세요.</translation>
    </message>
    <message>
        <source>{name}: the badge</source>
        <translation>{name}: 사원증</translation>
    </message>
</context>
<context>
    <name>BypassDialog</name>
    <message>
        <source>A known casting is missing or damaged</source>
        <translation>기준품이 없거나 손상됨</translation>
    </message>
    <message>
        <source>Bypass  Ctrl+Enter</source>
        <translation>생략  Ctrl+Enter</translation>
    </message>
    <message>
        <source>Bypass the challenge</source>
        <translation>챌린지 생략</translation>
    </message>
    <message>
        <source>Cancel  Esc</source>
        <translation>취소  Esc</translation>
    </message>
    <message>
        <source>Inspect without the challenge</source>
        <translation>챌린지 없이 검사</translation>
    </message>
    <message>
        <source>Lamp or camera is being mended</source>
        <translation>조명 또는 카메라 수리 중</translation>
    </message>
    <message>
        <source>Nobody will know whether the station still tells good castings from bad ones. The screen says so all shift, and it is put on record.</source>
        <translation>검사기가 양품과 불량품을 아직 제대로 구분하는지 알 수 없게 됩니다. 근무 시간 내내 화면에 표시되고 기록에 남습니다.</translation>
    </message>
    <message>
        <source>Trial run, nothing is delivered</source>
        <translation>시운전, 출하 없음</translation>
    </message>
    <message>
        <source>Why (needed)</source>
        <translation>이유 (필수)</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>이름</translation>
    </message>
</context>
<context>
    <name>CallBar</name>
    <message>
        <source>Understood  Ctrl+U</source>
        <translation>확인했음  Ctrl+U</translation>
    </message>
</context>
<context>
    <name>ChallengeBar</name>
    <message>
        <source>Bypass…  Ctrl+B</source>
        <translation>생략…  Ctrl+B</translation>
    </message>
    <message>
        <source>Challenge now  Ctrl+B</source>
        <translation>지금 챌린지  Ctrl+B</translation>
    </message>
    <message>
        <source>Challenge {number} of {count}: {task}</source>
        <translation>챌린지 {number}/{count}: {task}</translation>
    </message>
    <message>
        <source>Not challenged in this shift: bypassed by {name}, {time}</source>
        <translation>이번 근무에 챌린지 없음: {name} 님이 생략, {time}</translation>
    </message>
    <message>
        <source>The challenge failed: {castings}. Look at the lamp, the lens and the castings; then begin again.</source>
        <translation>챌린지 실패: {castings}. 조명, 렌즈, 기준품을 확인한 뒤 처음부터 다시 하세요.</translation>
    </message>
</context>
<context>
    <name>CloseDialog</name>
    <message>
        <source>Castings that pass meanwhile are not judged.</source>
        <translation>그동안 지나가는 주물은 판정되지 않습니다.</translation>
    </message>
    <message>
        <source>Close Castwatch</source>
        <translation>Castwatch 종료</translation>
    </message>
    <message>
        <source>Keep inspecting</source>
        <translation>계속 검사</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>멈추고 종료</translation>
    </message>
    <message>
        <source>Stop inspecting and close Castwatch?</source>
        <translation>검사를 멈추고 Castwatch를 종료할까요?</translation>
    </message>
</context>
<context>
    <name>DecisionBar</name>
    <message>
        <source>Defective  Ctrl+X</source>
        <translation>불량  Ctrl+X</translation>
    </message>
    <message>
        <source>Not decided by a person so far:</source>
        <translation>아직 사람이 판단하지 않음:</translation>
    </message>
    <message>
        <source>Sound  Ctrl+S</source>
        <translation>양품  Ctrl+S</translation>
    </message>
    <message>
        <source>{decision}, decided by {name}, {time}</source>
        <translation>{decision}, {name} 판단, {time}</translation>
    </message>
</context>
<context>
    <name>DecisionDialog</name>
    <message>
        <source>Cancel  Esc</source>
        <translation>취소  Esc</translation>
    </message>
    <message>
        <source>Casting #{number}: {ruling}</source>
        <translation>주물 #{number}: {ruling}</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>판단</translation>
    </message>
    <message>
        <source>Defect missed by the station</source>
        <translation>스테이션이 놓친 결함</translation>
    </message>
    <message>
        <source>Defect where the camera does not look</source>
        <translation>카메라가 보지 않는 곳의 결함</translation>
    </message>
    <message>
        <source>Put on record  Ctrl+Enter</source>
        <translation>기록하기  Ctrl+Enter</translation>
    </message>
    <message>
        <source>Stain, dirt or reflection, no defect</source>
        <translation>얼룩, 먼지 또는 반사이며 결함이 아님</translation>
    </message>
    <message>
        <source>Test casting</source>
        <translation>시험용 주물</translation>
    </message>
    <message>
        <source>The station said: {verdict}. You decide otherwise.</source>
        <translation>스테이션의 판정은 {verdict}입니다. 다르게 판단합니다.</translation>
    </message>
    <message>
        <source>What is wrong with it, if you know</source>
        <translation>결함 종류 (아는 경우)</translation>
    </message>
    <message>
        <source>Why (if you like)</source>
        <translation>이유 (선택)</translation>
    </message>
    <message>
        <source>Why (needed)</source>
        <translation>이유 (필수)</translation>
    </message>
    <message>
        <source>Within the tolerance</source>
        <translation>허용 범위 이내</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>이름</translation>
    </message>
</context>
<context>
    <name>DefectChart</name>
    <message>
        <source>Castings, and the share so far</source>
        <translation>제품 수와 누적 비율</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>결함</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>없음.</translation>
    </message>
    <message>
        <source>{name}
{count} castings, {share}
Click: all rejects of the period</source>
        <translation>{name}
제품 {count}개, {share}
누르면 이 기간의 모든 불합격을 봅니다</translation>
    </message>
</context>
<context>
    <name>DeliveryDialog</name>
    <message>
        <source>Acknowledged</source>
        <translation>수신 확인</translation>
    </message>
    <message>
        <source>Disk is full in</source>
        <translation>디스크가 차기까지</translation>
    </message>
    <message>
        <source>Last acknowledged</source>
        <translation>마지막 수신 확인</translation>
    </message>
    <message>
        <source>Oldest waits since</source>
        <translation>가장 오래 대기한 결과</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>Refused for good</source>
        <translation>끝내 거부됨</translation>
    </message>
    <message>
        <source>Results on their way to the plant</source>
        <translation>공장으로 가는 결과</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>토픽</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>대기</translation>
    </message>
    <message>
        <source>more than ten years, with this hour’s pace</source>
        <translation>10년 이상 (최근 1시간 속도 기준)</translation>
    </message>
    <message>
        <source>{count} a minute, in the last ten</source>
        <translation>분당 {count}건 (최근 10분)</translation>
    </message>
    <message>
        <source>{count} in the last hour</source>
        <translation>최근 1시간 {count}건</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count}건 대기</translation>
    </message>
    <message>
        <source>{days} days, with this hour’s pace</source>
        <translation>{days}일 (최근 1시간 속도 기준)</translation>
    </message>
    <message>
        <source>{hours} hours, with this hour’s pace</source>
        <translation>{hours}시간 (최근 1시간 속도 기준)</translation>
    </message>
    <message>
        <source>{moment} ({hours} h {minutes} min ago)</source>
        <translation>{moment} ({hours}시간 {minutes}분 전)</translation>
    </message>
    <message>
        <source>– (nothing was recorded in the last hour)</source>
        <translation>– (최근 1시간 동안 기록된 것이 없음)</translation>
    </message>
</context>
<context>
    <name>DiscardDialog</name>
    <message>
        <source>Cancel  Esc</source>
        <translation>취소  Esc</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>폐기</translation>
    </message>
    <message>
        <source>Discard a message</source>
        <translation>메시지 폐기</translation>
    </message>
    <message>
        <source>Discard results</source>
        <translation>결과 폐기</translation>
    </message>
    <message>
        <source>Discard {count} results for good?</source>
        <translation>결과 {count}건을 폐기하시겠습니까?</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>유지</translation>
    </message>
    <message>
        <source>Nobody can store them afterwards. The audit log says who did so, and why.</source>
        <translation>폐기한 뒤에는 저장할 수 없습니다. 감사 로그에 작업자와 사유가 남습니다.</translation>
    </message>
    <message>
        <source>Reason (required)</source>
        <translation>이유 (필수)</translation>
    </message>
    <message>
        <source>Recorded in a test</source>
        <translation>시험 중에 기록되었습니다</translation>
    </message>
    <message>
        <source>The message is damaged</source>
        <translation>메시지가 손상되었습니다</translation>
    </message>
    <message>
        <source>The plant has it already</source>
        <translation>공장에서 이미 받았습니다</translation>
    </message>
    <message>
        <source>The plant will never get message no. {number}. It stays on record here, and the audit log says who discarded it.</source>
        <translation>공장은 {number}번 메시지를 받지 못하게 됩니다. 기록은 여기에 남고, 누가 폐기했는지 감사 기록에 남습니다.</translation>
    </message>
</context>
<context>
    <name>DoctorView</name>
    <message>
        <source>All is well.</source>
        <translation>모두 정상입니다.</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>지금 점검</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>데이터베이스</translation>
    </message>
    <message>
        <source>History</source>
        <translation>이력</translation>
    </message>
    <message>
        <source>Looking … a long history takes a while.</source>
        <translation>점검 중 … 이력이 길면 시간이 걸립니다.</translation>
    </message>
    <message>
        <source>Not as they should be: {count}.</source>
        <translation>이상 있음: {count}개.</translation>
    </message>
    <message>
        <source>✓ OK</source>
        <translation>✓ 정상</translation>
    </message>
    <message>
        <source>✕ not OK</source>
        <translation>✕ 이상</translation>
    </message>
</context>
<context>
    <name>DriftChart</name>
    <message>
        <source>Dashed: taught {day}</source>
        <translation>점선: {day}에 잡은 기준</translation>
    </message>
    <message>
        <source>Median {median}
Nine in ten below {high}</source>
        <translation>중앙값 {median}
열에 아홉은 {high} 이하</translation>
    </message>
    <message>
        <source>Median; dashed: nine in ten lie below</source>
        <translation>실선: 중앙값, 점선: 열에 아홉은 그 이하</translation>
    </message>
    <message>
        <source>Not measured in these castings</source>
        <translation>이 주물들에는 측정값이 없음</translation>
    </message>
    <message>
        <source>Teach while all is well</source>
        <translation>정상일 때 기준을 잡으세요</translation>
    </message>
    <message>
        <source>Teach …</source>
        <translation>기준 잡기 …</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>보이는 것</translation>
    </message>
</context>
<context>
    <name>Evidence</name>
    <message>
        <source>Defect map  D</source>
        <translation>결함 지도  D</translation>
    </message>
    <message>
        <source>Farther (−)</source>
        <translation>축소 (−)</translation>
    </message>
    <message>
        <source>Frame {number} of {count}: {score}  F</source>
        <translation>프레임 {number}/{count}: {score}  F</translation>
    </message>
    <message>
        <source>How much of the defect map is seen</source>
        <translation>결함 지도의 진하기</translation>
    </message>
    <message>
        <source>Nearer (+)</source>
        <translation>확대 (+)</translation>
    </message>
    <message>
        <source>The next of the frames that were combined (F)</source>
        <translation>합쳐서 판정한 다음 프레임 (F)</translation>
    </message>
    <message>
        <source>The picture is not kept, or no longer.</source>
        <translation>사진이 보관되지 않았거나 이미 지워졌습니다.</translation>
    </message>
    <message>
        <source>Whole  0</source>
        <translation>전체  0</translation>
    </message>
</context>
<context>
    <name>ExportBar</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Export…  E</source>
        <translation>내보내기…  E</translation>
    </message>
    <message>
        <source>Save the report as PDF (E)</source>
        <translation>보고서를 PDF로 저장 (E)</translation>
    </message>
    <message>
        <source>Save the shift report</source>
        <translation>근무조 보고서 저장</translation>
    </message>
    <message>
        <source>Save what the filter shows as CSV, Excel or PDF (E)</source>
        <translation>조건에 맞는 기록을 CSV, Excel, PDF로 저장 (E)</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>저장됨: {file}</translation>
    </message>
</context>
<context>
    <name>FaultBar</name>
    <message>
        <source>Inspection has stopped. {why}</source>
        <translation>검사가 멈췄습니다. {why}</translation>
    </message>
    <message>
        <source>Set it aside and go on…</source>
        <translation>따로 보관하고 계속…</translation>
    </message>
    <message>
        <source>Try again  Ctrl+R</source>
        <translation>다시 시도  Ctrl+R</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>About the network</source>
        <translation>네트워크 정보</translation>
    </message>
    <message>
        <source>All shifts and inspections (H)</source>
        <translation>모든 근무조와 검사 (H)</translation>
    </message>
    <message>
        <source>Attribute agreement</source>
        <translation>계수형 측정 시스템 분석</translation>
    </message>
    <message>
        <source>Challenge now</source>
        <translation>지금 챌린지</translation>
    </message>
    <message>
        <source>Charts and signals of a period (T)</source>
        <translation>기간별 차트와 신호 (T)</translation>
    </message>
    <message>
        <source>Close Castwatch</source>
        <translation>Castwatch 종료</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>전체 화면</translation>
    </message>
    <message>
        <source>History  H</source>
        <translation>이력  H</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>사용 설명서</translation>
    </message>
    <message>
        <source>Menu  M</source>
        <translation>메뉴  M</translation>
    </message>
    <message>
        <source>People</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>Results on their way</source>
        <translation>전송 현황</translation>
    </message>
    <message>
        <source>Set-up</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Sign in, sign out</source>
        <translation>로그인, 로그아웃</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>통계</translation>
    </message>
    <message>
        <source>Statistics  T</source>
        <translation>통계  T</translation>
    </message>
    <message>
        <source>Switch the language (L)</source>
        <translation>언어 바꾸기 (L)</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>둘러보기</translation>
    </message>
</context>
<context>
    <name>HistoryFilters</name>
    <message>
        <source>All shifts</source>
        <translation>모든 근무조</translation>
    </message>
    <message>
        <source>All verdicts</source>
        <translation>모든 판정</translation>
    </message>
    <message>
        <source>From</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Review, undecided</source>
        <translation>확인 필요, 미판단</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>근무조</translation>
    </message>
    <message>
        <source>To</source>
        <translation>끝</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>판정</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>Decided</source>
        <translation>판단</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>Occasion</source>
        <translation>구분</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>점수</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>일련번호</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>근무조</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>판정</translation>
    </message>
</context>
<context>
    <name>HistorySearch</name>
    <message>
        <source>Clear</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>찾기</translation>
    </message>
    <message>
        <source>Find a number, id, file or time   Ctrl+F</source>
        <translation>번호, ID, 파일, 시각으로 찾기   Ctrl+F</translation>
    </message>
</context>
<context>
    <name>HistoryView</name>
    <message>
        <source>Back  Esc</source>
        <translation>뒤로  Esc</translation>
    </message>
    <message>
        <source>No inspections here. Change the filter, or inspect one.</source>
        <translation>검사 기록이 없습니다. 조건을 바꾸거나 주물을 검사하세요.</translation>
    </message>
    <message>
        <source>Nothing is found for “{text}” with this filter.
Look for a number, for 8 or more characters that an id begins with, for a file’s name, or for a time such as 2026-11-24 06:12.</source>
        <translation>이 필터에서 “{text}”에 맞는 검사가 없습니다.
번호, ID의 앞 8자 이상, 파일 이름, 또는 2026-11-24 06:12 같은 시각으로 찾으십시오.</translation>
    </message>
    <message>
        <source>Total {count}</source>
        <translation>전체 {count}</translation>
    </message>
    <message>
        <source>Yield {share}</source>
        <translation>양품률 {share}</translation>
    </message>
</context>
<context>
    <name>InspectionPanel</name>
    <message>
        <source>Back  Esc</source>
        <translation>뒤로  Esc</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>프레임별</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Judged in</source>
        <translation>판정 시간</translation>
    </message>
    <message>
        <source>Likeness</source>
        <translation>유사성</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>Occasion</source>
        <translation>구분</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>점수</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>일련번호</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>근무조</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Erase the last digit</source>
        <translation>마지막 숫자 지우기</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>About the network</source>
        <translation>네트워크 정보</translation>
    </message>
    <message>
        <source>Acknowledge the alarm, while it sounds</source>
        <translation>경보가 울리는 동안 경보 확인</translation>
    </message>
    <message>
        <source>Alarm volume</source>
        <translation>경보 음량</translation>
    </message>
    <message>
        <source>Attribute agreement studies, and back</source>
        <translation>계수형 측정 시스템 분석 열기와 닫기</translation>
    </message>
    <message>
        <source>Challenge with known castings: begin, bypass</source>
        <translation>기준품 챌린지: 시작, 생략</translation>
    </message>
    <message>
        <source>Close Castwatch</source>
        <translation>Castwatch 종료</translation>
    </message>
    <message>
        <source>Close, go back</source>
        <translation>닫기, 뒤로</translation>
    </message>
    <message>
        <source>Decide, or say in a study: the casting is sound, is defective</source>
        <translation>판단, 또는 분석에서 판정: 양품, 불량품</translation>
    </message>
    <message>
        <source>Defect map on or off, the next frame</source>
        <translation>결함 지도 켜고 끄기, 다음 프레임</translation>
    </message>
    <message>
        <source>Export the history, or the report of a study</source>
        <translation>이력 또는 분석 보고서 내보내기</translation>
    </message>
    <message>
        <source>Find an inspection in the history</source>
        <translation>이력에서 검사 찾기</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>전체 화면</translation>
    </message>
    <message>
        <source>History, and back</source>
        <translation>이력 열기/닫기</translation>
    </message>
    <message>
        <source>Inspect again: on the rig, the kept picture</source>
        <translation>재검사: 검사대의 주물 / 보관된 사진</translation>
    </message>
    <message>
        <source>Inspect what lies on the rig now</source>
        <translation>지금 검사대에 있는 것 검사</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>사용 설명서</translation>
    </message>
    <message>
        <source>Nearer, farther, whole picture</source>
        <translation>확대, 축소, 전체 보기</translation>
    </message>
    <message>
        <source>Pause, and resume</source>
        <translation>일시 정지/재개</translation>
    </message>
    <message>
        <source>Press the button that has the focus</source>
        <translation>선택된 버튼 누르기</translation>
    </message>
    <message>
        <source>Put on record what a dialog asks for</source>
        <translation>대화 상자의 내용 기록하기</translation>
    </message>
    <message>
        <source>Report of the shift that is chosen in the history</source>
        <translation>이력에서 고른 근무조의 보고서</translation>
    </message>
    <message>
        <source>Results on their way to the plant</source>
        <translation>공장으로 가는 결과</translation>
    </message>
    <message>
        <source>Set-up, and back</source>
        <translation>설정 열기와 닫기</translation>
    </message>
    <message>
        <source>Sign in or out, people</source>
        <translation>로그인·로그아웃, 사용자</translation>
    </message>
    <message>
        <source>Statistics, and back</source>
        <translation>통계 열기/닫기</translation>
    </message>
    <message>
        <source>Switch the language</source>
        <translation>언어 바꾸기</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>이 목록</translation>
    </message>
    <message>
        <source>To the field for serial numbers, where there is a scanner</source>
        <translation>스캐너가 있으면 일련번호 칸으로</translation>
    </message>
    <message>
        <source>Tour of the screen</source>
        <translation>화면 둘러보기</translation>
    </message>
    <message>
        <source>Try again after a fault</source>
        <translation>고장 후 다시 시도</translation>
    </message>
    <message>
        <source>Understood, after a warning</source>
        <translation>경고 확인</translation>
    </message>
    <message>
        <source>Walk over everything on the screen</source>
        <translation>화면의 모든 것을 차례로 이동</translation>
    </message>
</context>
<context>
    <name>Lights</name>
    <message>
        <source>{count} waiting</source>
        <translation>{count}건 대기</translation>
    </message>
</context>
<context>
    <name>LinkedList</name>
    <message>
        <source>Inspected again</source>
        <translation>재검사 기록</translation>
    </message>
    <message>
        <source>Not inspected again so far</source>
        <translation>재검사 기록 없음</translation>
    </message>
</context>
<context>
    <name>LivePage</name>
    <message>
        <source>Inspect now  Ctrl+I</source>
        <translation>지금 검사  Ctrl+I</translation>
    </message>
    <message>
        <source>Inspect what lies on the rig now (Ctrl+I, Ctrl+F5)</source>
        <translation>지금 검사대에 있는 것 검사 (Ctrl+I, Ctrl+F5)</translation>
    </message>
    <message>
        <source>Let castings pass without judging them (Ctrl+P)</source>
        <translation>판정하지 않고 주물을 통과시킴 (Ctrl+P)</translation>
    </message>
    <message>
        <source>Pause  Ctrl+P</source>
        <translation>일시 정지  Ctrl+P</translation>
    </message>
    <message>
        <source>Resume  Ctrl+P</source>
        <translation>재개  Ctrl+P</translation>
    </message>
    <message>
        <source>The last castings</source>
        <translation>최근 주물</translation>
    </message>
</context>
<context>
    <name>LiveView</name>
    <message>
        <source>Live picture</source>
        <translation>실시간 영상</translation>
    </message>
    <message>
        <source>This picture is {seconds} s old</source>
        <translation>{seconds}초 전 사진</translation>
    </message>
    <message>
        <source>Waiting for the camera…</source>
        <translation>카메라를 기다리는 중…</translation>
    </message>
</context>
<context>
    <name>ManualDialog</name>
    <message>
        <source>Manual</source>
        <translation>사용 설명서</translation>
    </message>
</context>
<context>
    <name>NamesPage</name>
    <message>
        <source>Cancel  Esc</source>
        <translation>취소  Esc</translation>
    </message>
    <message>
        <source>Hold your badge to the reader, or choose your name.</source>
        <translation>사원증을 리더기에 대거나 이름을 선택하세요.</translation>
    </message>
    <message>
        <source>Sign out  Ctrl+Enter</source>
        <translation>로그아웃  Ctrl+Enter</translation>
    </message>
    <message>
        <source>Who are you?</source>
        <translation>누구십니까?</translation>
    </message>
    <message>
        <source>{name} is signed in</source>
        <translation>{name} 님이 로그인 중</translation>
    </message>
</context>
<context>
    <name>NewPersonDialog</name>
    <message>
        <source>Add a person</source>
        <translation>사용자 추가</translation>
    </message>
    <message>
        <source>Cancel  Esc</source>
        <translation>취소  Esc</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Not now  Esc</source>
        <translation>나중에  Esc</translation>
    </message>
    <message>
        <source>People sign in at this station. Nobody is known so far: an engineer must be the first, and adds the others. Castings are inspected meanwhile.</source>
        <translation>이 검사 스테이션은 로그인하여 사용합니다. 아직 등록된 사람이 없습니다. 먼저 엔지니어를 등록하면 엔지니어가 다른 사람을 추가합니다. 그동안에도 주물 검사는 계속됩니다.</translation>
    </message>
    <message>
        <source>Put on record  Ctrl+Enter</source>
        <translation>기록하기  Ctrl+Enter</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>역할</translation>
    </message>
    <message>
        <source>The first engineer</source>
        <translation>첫 엔지니어 등록</translation>
    </message>
</context>
<context>
    <name>NewPin</name>
    <message>
        <source>PIN, 6 to 12 digits</source>
        <translation>PIN, 숫자 6~12자리</translation>
    </message>
    <message>
        <source>The same PIN again</source>
        <translation>PIN 다시 입력</translation>
    </message>
    <message>
        <source>The two PINs are not the same.</source>
        <translation>두 PIN이 서로 다릅니다.</translation>
    </message>
    <message>
        <source>This PIN is too easy to guess.</source>
        <translation>추측하기 쉬운 PIN입니다.</translation>
    </message>
</context>
<context>
    <name>NewPinDialog</name>
    <message>
        <source>Cancel  Esc</source>
        <translation>취소  Esc</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>새 PIN</translation>
    </message>
    <message>
        <source>Put on record  Ctrl+Enter</source>
        <translation>기록하기  Ctrl+Enter</translation>
    </message>
    <message>
        <source>{name}: a new PIN</source>
        <translation>{name}: 새 PIN</translation>
    </message>
</context>
<context>
    <name>NewStudyDialog</name>
    <message>
        <source>Begin  Ctrl+Enter</source>
        <translation>시작  Ctrl+Enter</translation>
    </message>
    <message>
        <source>Cancel  Esc</source>
        <translation>취소  Esc</translation>
    </message>
    <message>
        <source>How often each judges each casting</source>
        <translation>주물마다 반복 판정 횟수</translation>
    </message>
    <message>
        <source>New study</source>
        <translation>새 분석</translation>
    </message>
    <message>
        <source>Numbers of defective castings</source>
        <translation>불량품 주물 번호</translation>
    </message>
    <message>
        <source>Numbers of sound castings</source>
        <translation>양품 주물 번호</translation>
    </message>
    <message>
        <source>People who judge, beside the station</source>
        <translation>스테이션과 함께 판정할 사람</translation>
    </message>
    <message>
        <source>Which castings are known to be sound, and which not?</source>
        <translation>어느 주물이 양품이고 어느 주물이 불량품인지 적으세요.</translation>
    </message>
    <message>
        <source>With fewer than {count} castings, little can be said for certain.</source>
        <translation>주물이 {count}개보다 적으면 결과를 확신하기 어렵습니다.</translation>
    </message>
    <message>
        <source>{count} judgements: {castings} castings, {appraisers} appraisers</source>
        <translation>판정 {count}회: 주물 {castings}개, 평가자 {appraisers}명</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>A PIN has 4 to 12 digits.</source>
        <translation>PIN은 숫자 4~12자리입니다.</translation>
    </message>
    <message>
        <source>A badge has 4 to 128 printable characters.</source>
        <translation>사원증은 인쇄 가능한 문자 4~128자입니다.</translation>
    </message>
    <message>
        <source>A badge or a code was read, and nothing was done with it. To sign in press F8, then hold the badge to the reader; for serial numbers an engineer sets up the scanner with F7.</source>
        <translation>사원증 또는 코드가 읽혔지만 아무 처리도 하지 않았습니다. 로그인하려면 F8을 누른 뒤 사원증을 리더에 대세요. 일련번호용 스캐너는 엔지니어가 F7에서 설정합니다.</translation>
    </message>
    <message>
        <source>A camera&apos;s address is written like rtsp://host/path or http://host/path.</source>
        <translation>카메라 주소는 rtsp://host/path 또는 http://host/path처럼 씁니다.</translation>
    </message>
    <message>
        <source>A casting needs REVIEW, and its result could not be stored: {reason}. Take it off the line; the result is kept aside.</source>
        <translation>확인이 필요한 주물의 결과를 저장하지 못했습니다: {reason}. 주물을 라인에서 빼내세요. 결과는 따로 보관했습니다.</translation>
    </message>
    <message>
        <source>A casting was REJECTED, and its result could not be stored: {reason}. Take it off the line; the result is kept aside.</source>
        <translation>불합격 주물의 결과를 저장하지 못했습니다: {reason}. 주물을 라인에서 빼내세요. 결과는 따로 보관했습니다.</translation>
    </message>
    <message>
        <source>A challenge needs both sound and defective castings.</source>
        <translation>점검에는 양품과 불량품 주물이 모두 필요합니다.</translation>
    </message>
    <message>
        <source>A code was scanned, but no scanner is set up: an engineer does it with F7, serial numbers.</source>
        <translation>코드가 스캔되었지만 스캐너가 설정되어 있지 않습니다. 엔지니어가 F7 설정의 일련번호에서 설정할 수 있습니다.</translation>
    </message>
    <message>
        <source>A disk of the broker that holds {topic} has failed.</source>
        <translation>토픽 {topic}을(를) 저장하는 브로커의 디스크에 고장이 났습니다.</translation>
    </message>
    <message>
        <source>A folder is shown in a loop or watched for new images, not both.</source>
        <translation>폴더는 반복 재생하거나 새 이미지를 기다리거나 둘 중 하나만 할 수 있습니다.</translation>
    </message>
    <message>
        <source>A library cannot be loaded: {reason}. Install Castwatch again.</source>
        <translation>라이브러리를 불러올 수 없습니다: {reason}. Castwatch를 다시 설치하세요.</translation>
    </message>
    <message>
        <source>A name has 1 to 60 letters.</source>
        <translation>이름은 1~60자입니다.</translation>
    </message>
    <message>
        <source>A new PIN has 6 to 12 digits.</source>
        <translation>새 PIN은 숫자 6~12자리입니다.</translation>
    </message>
    <message>
        <source>A shift is written like Day 06:00.</source>
        <translation>근무는 Day 06:00처럼 적으세요.</translation>
    </message>
    <message>
        <source>A study has at most {count} castings.</source>
        <translation>분석에는 주물이 최대 {count}개까지 들어갑니다.</translation>
    </message>
    <message>
        <source>A study has at most {count} people, each once.</source>
        <translation>분석에는 최대 {count}명이 한 번씩만 참여합니다.</translation>
    </message>
    <message>
        <source>A study needs sound castings and defective ones.</source>
        <translation>분석에는 양품과 불량품 주물이 모두 필요합니다.</translation>
    </message>
    <message>
        <source>All pictures of the folder {folder} were shown.</source>
        <translation>{folder} 폴더의 사진을 모두 보여 주었습니다.</translation>
    </message>
    <message>
        <source>All {count} images of the folder {folder} were judged before. To judge them again, start with --start-over.</source>
        <translation>{folder} 폴더의 이미지 {count}개는 이미 모두 판정되었습니다. 다시 판정하려면 --start-over로 시작하세요.</translation>
    </message>
    <message>
        <source>An address begins with rtsp:// or http://.</source>
        <translation>주소는 rtsp:// 또는 http://로 시작합니다.</translation>
    </message>
    <message>
        <source>An error ended the judging of the image.</source>
        <translation>이미지 판정 중 오류가 발생했습니다.</translation>
    </message>
    <message>
        <source>Another Castwatch is recording in {file}.</source>
        <translation>다른 Castwatch가 {file}에 기록하고 있습니다.</translation>
    </message>
    <message>
        <source>At least one shift is needed, like Day 06:00.</source>
        <translation>Day 06:00처럼 적어도 하나의 근무가 필요합니다.</translation>
    </message>
    <message>
        <source>Castings have become brighter: {now} instead of {taught}. Check the lamp, the exposure and stray light.</source>
        <translation>주물이 밝아졌습니다: 기준 {taught}, 지금 {now}. 조명, 노출, 외부 빛을 확인하세요.</translation>
    </message>
    <message>
        <source>Castings have become darker: {now} instead of {taught}. Check the lamp and the lens.</source>
        <translation>주물이 어두워졌습니다: 기준 {taught}, 지금 {now}. 조명과 렌즈를 확인하세요.</translation>
    </message>
    <message>
        <source>Castings lie elsewhere than taught: their centre is at {now} of the picture instead of {taught}. Check the stop and the camera&apos;s mount.</source>
        <translation>주물이 기준과 다른 자리에 놓입니다: 중심이 사진의 {taught}가 아니라 {now} 자리에 있습니다. 멈춤쇠와 카메라 고정을 확인하세요.</translation>
    </message>
    <message>
        <source>Each casting is judged {least} to {most} times by each appraiser.</source>
        <translation>평가자마다 각 주물을 {least}~{most}회 판정합니다.</translation>
    </message>
    <message>
        <source>Each must have at most {most} letters.</source>
        <translation>각각 {most}자를 넘을 수 없습니다.</translation>
    </message>
    <message>
        <source>Each shift needs a name of its own.</source>
        <translation>근무조마다 서로 다른 이름이 필요합니다.</translation>
    </message>
    <message>
        <source>Evidence pictures cannot be kept: {reason}.</source>
        <translation>증거 사진을 보관할 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>Full screen is set, but there is no display: neither DISPLAY nor WAYLAND_DISPLAY is set.</source>
        <translation>전체 화면으로 설정되어 있지만 화면이 없습니다. DISPLAY와 WAYLAND_DISPLAY가 모두 설정되지 않았습니다.</translation>
    </message>
    <message>
        <source>Host and port of the camera&apos;s address are unclear; in a user name or password write / as %2F, ? as %3F, # as %23, % as %25 and a space as %20.</source>
        <translation>카메라 주소의 호스트와 포트가 분명하지 않습니다. 사용자 이름이나 비밀번호의 /는 %2F, ?는 %3F, #은 %23, %는 %25, 공백은 %20으로 쓰세요.</translation>
    </message>
    <message>
        <source>It cannot be so: {reason}.</source>
        <translation>이렇게 할 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>It could not be checked: {reason}.</source>
        <translation>점검하지 못했습니다: {reason}.</translation>
    </message>
    <message>
        <source>It failed: {reason}.</source>
        <translation>실패했습니다: {reason}.</translation>
    </message>
    <message>
        <source>It has not answered within {seconds} s.</source>
        <translation>{seconds}초 안에 응답하지 않았습니다.</translation>
    </message>
    <message>
        <source>It is needed.</source>
        <translation>꼭 필요합니다.</translation>
    </message>
    <message>
        <source>It is no regular expression: {reason}.</source>
        <translation>정규식이 아닙니다: {reason}.</translation>
    </message>
    <message>
        <source>It is not set up: results wait in the database.</source>
        <translation>설정되지 않음: 결과는 데이터베이스에서 기다립니다.</translation>
    </message>
    <message>
        <source>It is whole, but {count} damaged ones were set aside in {folder}: save what can be read with castwatch rescue, then move them away.</source>
        <translation>이상은 없지만, 손상된 데이터베이스 {count}개가 {folder}에 따로 보관되어 있습니다. castwatch rescue로 읽을 수 있는 것을 건진 뒤 다른 곳으로 옮기세요.</translation>
    </message>
    <message>
        <source>It is whole, but {count} results could not be stored: see castwatch unrecorded list.</source>
        <translation>온전하지만 저장하지 못한 결과가 {count}건 있습니다. castwatch unrecorded list를 실행하세요.</translation>
    </message>
    <message>
        <source>It must be a number.</source>
        <translation>숫자여야 합니다.</translation>
    </message>
    <message>
        <source>It must be a whole number.</source>
        <translation>정수여야 합니다.</translation>
    </message>
    <message>
        <source>It must be at least {least}.</source>
        <translation>{least} 이상이어야 합니다.</translation>
    </message>
    <message>
        <source>It must be at most {most}.</source>
        <translation>{most} 이하여야 합니다.</translation>
    </message>
    <message>
        <source>It must be less than {most}.</source>
        <translation>{most}보다 작아야 합니다.</translation>
    </message>
    <message>
        <source>It must be more than {least}.</source>
        <translation>{least}보다 커야 합니다.</translation>
    </message>
    <message>
        <source>It must be the path of a file.</source>
        <translation>파일 경로여야 합니다.</translation>
    </message>
    <message>
        <source>It takes too long on some codes: write it without + or * within + or *.</source>
        <translation>일부 코드에서 시간이 너무 오래 걸립니다. + 또는 * 안에 다시 + 또는 *을 쓰지 마세요.</translation>
    </message>
    <message>
        <source>Judging failed: {reason}.</source>
        <translation>판정하지 못했습니다: {reason}.</translation>
    </message>
    <message>
        <source>Kafka at {servers} cannot be used as it is set up here: {reason}.</source>
        <translation>{servers}의 Kafka를 여기 설정대로 사용할 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>Kafka at {servers} does not allow idempotent writing: grant IDEMPOTENT_WRITE on the cluster.</source>
        <translation>{servers}의 Kafka가 멱등 쓰기를 허용하지 않습니다. 클러스터에 IDEMPOTENT_WRITE 권한을 부여하세요.</translation>
    </message>
    <message>
        <source>Kafka at {servers} does not let the user {user} in, or is not set up as here ({security}, {mechanism}): check the name and the password.</source>
        <translation>{servers}의 Kafka가 사용자 {user}의 접속을 받아 주지 않거나 여기 설정({security}, {mechanism})과 다릅니다. 이름과 비밀번호를 확인하세요.</translation>
    </message>
    <message>
        <source>Kafka at {servers} does not let the user {user} in: check the name and the password.</source>
        <translation>{servers}의 Kafka가 사용자 {user}의 접속을 거부합니다. 이름과 비밀번호를 확인하세요.</translation>
    </message>
    <message>
        <source>Kafka at {servers} does not offer the sign-in {mechanism}: choose another kafka.sasl_mechanism.</source>
        <translation>{servers}의 Kafka는 로그인 방식 {mechanism}을(를) 지원하지 않습니다. 다른 kafka.sasl_mechanism을 선택하세요.</translation>
    </message>
    <message>
        <source>Kafka at {servers} has stopped answering.</source>
        <translation>{servers}의 Kafka가 더 이상 응답하지 않습니다.</translation>
    </message>
    <message>
        <source>Kafka at {servers} is of a version that is not spoken here.</source>
        <translation>{servers}의 Kafka 버전은 지원되지 않습니다.</translation>
    </message>
    <message>
        <source>Kafka at {servers} sends its clients on to {broker}, which cannot be reached from here: correct advertised.listeners of the broker, or the name servers and the network.</source>
        <translation>{servers}의 Kafka가 안내한 브로커 {broker}에 여기서 연결할 수 없습니다. 브로커의 advertised.listeners 또는 이름 서버와 네트워크를 확인하세요.</translation>
    </message>
    <message>
        <source>Kafka at {servers} slows this computer down: its quota is used up.</source>
        <translation>{servers}의 Kafka가 이 컴퓨터의 전송을 제한합니다. 할당량을 모두 사용했습니다.</translation>
    </message>
    <message>
        <source>Kafka did not confirm what is for {topic} in time: its brokers are slow or away.</source>
        <translation>Kafka가 토픽 {topic}의 수신을 제때 확인하지 않았습니다. 브로커가 느리거나 연결되지 않습니다.</translation>
    </message>
    <message>
        <source>Kafka did not take what is for {topic}: {reason}.</source>
        <translation>Kafka가 토픽 {topic}의 메시지를 받지 않았습니다: {reason}.</translation>
    </message>
    <message>
        <source>Kafka does not allow writing to {topic}: grant the user here WRITE on it.</source>
        <translation>Kafka가 토픽 {topic} 쓰기를 허용하지 않습니다. 이 사용자에게 WRITE 권한을 부여하세요.</translation>
    </message>
    <message>
        <source>Kafka does not take what is for {topics}: castwatch outbox status tells why.</source>
        <translation>Kafka가 토픽 {topics}의 메시지를 받지 않습니다. 이유는 castwatch outbox status로 확인하세요.</translation>
    </message>
    <message>
        <source>Kafka does not take what is for {topics}: touch the light for the reasons.</source>
        <translation>Kafka가 토픽 {topics}의 메시지를 받지 않습니다. 이유를 보려면 표시등을 누르세요.</translation>
    </message>
    <message>
        <source>Kafka has no topic {topic}: create it, or grant the user here DESCRIBE and WRITE on it.</source>
        <translation>Kafka에 토픽 {topic}이(가) 없습니다. 토픽을 만들거나 이 사용자에게 DESCRIBE와 WRITE 권한을 부여하세요.</translation>
    </message>
    <message>
        <source>Kafka has not answered for more than {seconds} s about {topic}.</source>
        <translation>토픽 {topic}에 대해 Kafka가 {seconds}초 넘게 응답하지 않습니다.</translation>
    </message>
    <message>
        <source>Kafka refuses the time of this computer: set its clock right, or message.timestamp.after.max.ms of the topic.</source>
        <translation>Kafka가 이 컴퓨터의 시각을 거부합니다. 시계를 맞추거나 토픽의 message.timestamp.after.max.ms를 조정하세요.</translation>
    </message>
    <message>
        <source>Kafka refuses {count} results for good: touch the light to see them.</source>
        <translation>Kafka가 결과 {count}건을 최종 거부했습니다. 보려면 표시등을 누르세요.</translation>
    </message>
    <message>
        <source>Kafka wants a password for {user}: set kafka.password_file, or store it in this machine&apos;s keyring with “keyring set {service} {user}”.</source>
        <translation>Kafka가 {user}의 비밀번호를 요구합니다. kafka.password_file을 설정하거나 “keyring set {service} {user}”로 이 컴퓨터의 키링에 저장하세요.</translation>
    </message>
    <message>
        <source>Kafka wants a user to sign in: set kafka.user.</source>
        <translation>Kafka에 접속할 사용자가 필요합니다. kafka.user를 설정하세요.</translation>
    </message>
    <message>
        <source>Light glares on the casting; it cannot be judged.</source>
        <translation>주물에 빛이 반사되어 판정할 수 없습니다.</translation>
    </message>
    <message>
        <source>More castings need a person: {now} instead of {taught}. Call the engineer.</source>
        <translation>사람이 확인해야 할 주물이 늘었습니다: 기준 {taught}, 지금 {now}. 엔지니어를 부르세요.</translation>
    </message>
    <message>
        <source>More comes for {topic} than Kafka takes: {count} messages wait.</source>
        <translation>토픽 {topic}에 Kafka가 받는 것보다 많은 메시지가 쌓입니다. {count}건 대기 중입니다.</translation>
    </message>
    <message>
        <source>No Kafka is set up: name its servers in kafka.servers or by --kafka.</source>
        <translation>Kafka가 설정되지 않았습니다: kafka.servers나 --kafka로 서버를 지정하세요.</translation>
    </message>
    <message>
        <source>No casting was found in the picture.</source>
        <translation>사진에서 주물을 찾지 못했습니다.</translation>
    </message>
    <message>
        <source>No casting was judged for {seconds} s; {recorded} of {parts} castings are on record.</source>
        <translation>{seconds}초 동안 판정한 주물이 없습니다. {parts}건 중 {recorded}건이 기록되었습니다.</translation>
    </message>
    <message>
        <source>No known castings are set up for a challenge (setting challenge).</source>
        <translation>챌린지용 기준품이 설정되어 있지 않습니다(설정 challenge).</translation>
    </message>
    <message>
        <source>No machine is known by the name of {server}.</source>
        <translation>{server}(이)라는 이름의 컴퓨터를 찾을 수 없습니다.</translation>
    </message>
    <message>
        <source>No name server tells where the camera {camera} is; write its address in numbers, or check the network.</source>
        <translation>카메라 {camera}의 위치를 알려 주는 네임 서버가 없습니다. 주소를 숫자로 쓰거나 네트워크를 확인하세요.</translation>
    </message>
    <message>
        <source>No network was promoted; there is none to roll back.</source>
        <translation>승격된 신경망이 없어 되돌릴 것이 없습니다.</translation>
    </message>
    <message>
        <source>Nothing answers at {server}: {reason}.</source>
        <translation>{server}에서 응답이 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>Nothing outside the database {file} tells what was recorded last: its anchor or the key is missing or was changed. Inspection goes on in a new epoch; tell the plant&apos;s IT.</source>
        <translation>데이터베이스 {file}에 마지막으로 기록된 내용을 확인할 수 없습니다: 앵커 또는 키가 없거나 변경되었습니다. 검사는 새 에포크로 계속됩니다. 공장 IT 담당자에게 알리세요.</translation>
    </message>
    <message>
        <source>Of the pictures in {folder} none, or only one kind, is left.</source>
        <translation>{folder} 폴더의 사진 중 남은 것이 없거나 한 종류만 남습니다.</translation>
    </message>
    <message>
        <source>Only an engineer may do this: sign in with F8.</source>
        <translation>엔지니어만 할 수 있습니다. F8을 눌러 로그인하세요.</translation>
    </message>
    <message>
        <source>Only an inspector or an engineer may do this: sign in with F8.</source>
        <translation>검사원이나 엔지니어만 할 수 있습니다. F8을 눌러 로그인하세요.</translation>
    </message>
    <message>
        <source>Only letters, digits, dots, dashes and underscores can stand here.</source>
        <translation>영문자, 숫자, 점, 붙임표, 밑줄만 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>Only {gigabytes} GB are free.</source>
        <translation>남은 공간이 {gigabytes} GB뿐입니다.</translation>
    </message>
    <message>
        <source>Pictures have become less sharp: {now} instead of {taught}. Clean the lens and check the focus.</source>
        <translation>사진이 흐려졌습니다: 기준 {taught}, 지금 {now}. 렌즈를 닦고 초점을 확인하세요.</translation>
    </message>
    <message>
        <source>Pictures have become sharper or noisier: {now} instead of {taught}. If that is right, teach anew.</source>
        <translation>사진이 더 선명해졌거나 잡음이 늘었습니다: 기준 {taught}, 지금 {now}. 이것이 맞다면 기준을 다시 잡으세요.</translation>
    </message>
    <message>
        <source>Reading failed: {reason}.</source>
        <translation>읽지 못했습니다: {reason}.</translation>
    </message>
    <message>
        <source>Recording failed: {reason}.</source>
        <translation>기록하지 못했습니다: {reason}.</translation>
    </message>
    <message>
        <source>Result {number} cannot be stored: {reason}.</source>
        <translation>결과 {number}번을 저장할 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>Result {number} is not complete: it can only be discarded.</source>
        <translation>결과 {number}번은 온전하지 않습니다. 폐기만 할 수 있습니다.</translation>
    </message>
    <message>
        <source>Sending failed: {reason}.</source>
        <translation>보내지 못했습니다: {reason}.</translation>
    </message>
    <message>
        <source>Something has been reading the database for long, so its write-ahead log has grown to {megabytes} MB. Close exports, backups and database browsers.</source>
        <translation>데이터베이스를 오래 읽고 있는 프로그램이 있어 로그 파일(WAL)이 {megabytes} MB로 커졌습니다. 내보내기, 백업, 데이터베이스 조회 프로그램을 닫으세요.</translation>
    </message>
    <message>
        <source>Sound needs a system library that is not installed: {library}.</source>
        <translation>소리를 내는 데 필요한 시스템 라이브러리 {library}이(가) 설치되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>That an image was not judged could not be stored: {reason}.</source>
        <translation>판정하지 못한 이미지의 기록을 저장하지 못했습니다: {reason}.</translation>
    </message>
    <message>
        <source>The CSV file was not written whole; please try again.</source>
        <translation>CSV 파일을 끝까지 쓰지 못했습니다. 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The EXIF data of the picture {file} are damaged, so which side is up is unknown; save it without them.</source>
        <translation>사진 {file}의 EXIF 정보가 손상되어 위아래를 알 수 없습니다. EXIF 정보 없이 저장하세요.</translation>
    </message>
    <message>
        <source>The Excel file was not written whole; please try again.</source>
        <translation>Excel 파일을 끝까지 쓰지 못했습니다. 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The PDF was not written whole; please try again.</source>
        <translation>PDF 파일을 끝까지 쓰지 못했습니다. 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The PIN is wrong.</source>
        <translation>PIN이 틀렸습니다.</translation>
    </message>
    <message>
        <source>The PIN was given under another key than that in {file}: restore that file, or let an administrator give a new PIN (castwatch people reset-pin).</source>
        <translation>이 PIN은 {file}의 키와 다른 키로 만들어졌습니다. 파일을 복원하거나 관리자에게 새 PIN을 요청하세요(castwatch people reset-pin).</translation>
    </message>
    <message>
        <source>The Python package {package} is missing; `uv sync --extra training` installs what training needs.</source>
        <translation>파이썬 패키지 {package}이(가) 없습니다. `uv sync --extra training`을 실행하면 학습에 필요한 것이 설치됩니다.</translation>
    </message>
    <message>
        <source>The alarm is switched off.</source>
        <translation>알람이 꺼져 있습니다.</translation>
    </message>
    <message>
        <source>The audit log was changed by hand: its line {number}, or one just before it, is not as it was recorded.</source>
        <translation>감사 기록이 손으로 변경되었습니다: {number}번째 줄 또는 바로 앞줄이 기록된 그대로가 아닙니다.</translation>
    </message>
    <message>
        <source>The camera failed: {reason}.</source>
        <translation>카메라에 오류가 발생했습니다: {reason}.</translation>
    </message>
    <message>
        <source>The camera gives no pictures just now.</source>
        <translation>지금 카메라에서 영상이 오지 않습니다.</translation>
    </message>
    <message>
        <source>The camera has shown its last picture; {recorded} of {parts} castings are on record.</source>
        <translation>카메라의 사진이 끝났습니다. 주물 {parts}개 중 {recorded}개가 기록되었습니다.</translation>
    </message>
    <message>
        <source>The camera {camera} cannot be opened.</source>
        <translation>카메라 {camera}을(를) 열 수 없습니다.</translation>
    </message>
    <message>
        <source>The camera {camera} does not answer.</source>
        <translation>카메라 {camera}이(가) 응답하지 않습니다.</translation>
    </message>
    <message>
        <source>The camera {camera} does not send 8 bits for each grey or colour value; set it to 8 bits.</source>
        <translation>카메라 {camera}이(가) 밝기나 색 값마다 8비트로 보내지 않습니다. 8비트로 설정하세요.</translation>
    </message>
    <message>
        <source>The camera {camera} failed: {reason}.</source>
        <translation>카메라 {camera}에 문제가 생겼습니다: {reason}.</translation>
    </message>
    <message>
        <source>The camera {camera} fails: {reason}.</source>
        <translation>카메라 {camera}에 문제가 있습니다: {reason}.</translation>
    </message>
    <message>
        <source>The camera {camera} has sent the same picture for {seconds} s; if something has moved in front of it, switch it off and on.</source>
        <translation>카메라 {camera}이(가) {seconds}초 동안 같은 영상을 보내고 있습니다. 카메라 앞에서 무언가 움직였다면 카메라를 껐다가 켜세요.</translation>
    </message>
    <message>
        <source>The camera {camera} is being opened.</source>
        <translation>카메라 {camera}을(를) 여는 중입니다.</translation>
    </message>
    <message>
        <source>The camera {camera} is closed.</source>
        <translation>카메라 {camera}이(가) 닫혀 있습니다.</translation>
    </message>
    <message>
        <source>The camera {camera} is too slow to see all.</source>
        <translation>카메라 {camera}이(가) 너무 느려 모두 볼 수 없습니다.</translation>
    </message>
    <message>
        <source>The camera {camera} keeps sending one picture.</source>
        <translation>카메라 {camera}이(가) 같은 사진만 계속 보냅니다.</translation>
    </message>
    <message>
        <source>The camera {camera} sees only black; is its lens covered?</source>
        <translation>카메라 {camera}에 검은 화면만 보입니다. 렌즈가 가려졌습니까?</translation>
    </message>
    <message>
        <source>The camera {camera} sends interlaced video, which cannot be judged; set it to progressive.</source>
        <translation>카메라 {camera}이(가) 판정할 수 없는 인터레이스 영상을 보냅니다. 프로그레시브로 설정하세요.</translation>
    </message>
    <message>
        <source>The camera {camera} sends no pictures.</source>
        <translation>카메라 {camera}에서 영상이 오지 않습니다.</translation>
    </message>
    <message>
        <source>The casting is not of the size that was taught.</source>
        <translation>주물 크기가 학습된 크기와 다릅니다.</translation>
    </message>
    <message>
        <source>The casting is not whole in the picture.</source>
        <translation>주물이 사진에 다 들어오지 않았습니다.</translation>
    </message>
    <message>
        <source>The casting passed while the station could not judge.</source>
        <translation>검사기가 판정할 수 없는 동안 주물이 지나갔습니다.</translation>
    </message>
    <message>
        <source>The casting that was to be inspected again is not in this database. Its result is recorded as that of a casting of its own.</source>
        <translation>다시 검사할 주물이 이 데이터베이스에 없습니다. 결과를 새 주물로 기록했습니다.</translation>
    </message>
    <message>
        <source>The casting {number} is named twice.</source>
        <translation>주물 {number}이(가) 두 번 적혀 있습니다.</translation>
    </message>
    <message>
        <source>The certificate files for Kafka cannot be used: {reason}.</source>
        <translation>Kafka 인증서 파일을 쓸 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The certificate of {server} is not trusted: {reason}.</source>
        <translation>{server}의 인증서를 신뢰할 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The certificates or the password for Kafka cannot be read: the disk or the keyring does not answer.</source>
        <translation>Kafka 인증서나 비밀번호를 읽을 수 없습니다. 디스크 또는 키링이 응답하지 않습니다.</translation>
    </message>
    <message>
        <source>The command line gives “{setting}” a wrong value: {reason}.</source>
        <translation>명령줄에서 지정한 “{setting}” 값이 잘못되었습니다: {reason}.</translation>
    </message>
    <message>
        <source>The computer has not enough memory.</source>
        <translation>컴퓨터의 메모리가 부족합니다.</translation>
    </message>
    <message>
        <source>The computer refuses {file}: {reason}.</source>
        <translation>컴퓨터가 {file}을(를) 거부했습니다: {reason}.</translation>
    </message>
    <message>
        <source>The computer refuses: {reason}.</source>
        <translation>컴퓨터가 작업을 거부했습니다: {reason}.</translation>
    </message>
    <message>
        <source>The computer&apos;s clock differs by {days} days from what the record says. Evidence images are not deleted by age for now. Check the date.</source>
        <translation>컴퓨터 시계가 기록과 {days}일 차이 납니다. 당분간 증거 이미지를 보관 기간에 따라 삭제하지 않습니다. 날짜를 확인하세요.</translation>
    </message>
    <message>
        <source>The computer&apos;s clock was set by {hours} hours. Castings keep their order; their times before and after cannot be compared.</source>
        <translation>컴퓨터 시계가 {hours}시간 바뀌었습니다. 주물의 순서는 그대로이지만, 바뀌기 전과 후의 시각은 비교할 수 없습니다.</translation>
    </message>
    <message>
        <source>The damaged database was set aside, not deleted; castings are recorded in a new one. The history starts again, and the plant&apos;s IT should rescue the old one.</source>
        <translation>손상된 데이터베이스는 삭제하지 않고 따로 보관했으며, 주물은 새 데이터베이스에 기록됩니다. 이력은 새로 시작하며, 공장 IT 담당자가 이전 데이터베이스를 복구해야 합니다.</translation>
    </message>
    <message>
        <source>The database {file} cannot be opened: the folder is missing, closed to you or write-protected.</source>
        <translation>데이터베이스 {file}을(를) 열 수 없습니다: 폴더가 없거나 권한이 없거나 쓰기 금지되어 있습니다.</translation>
    </message>
    <message>
        <source>The database {file} cannot be set aside: {folder} is on another disk.</source>
        <translation>데이터베이스 {file}을(를) 따로 보관할 수 없습니다. {folder} 폴더가 다른 디스크에 있습니다.</translation>
    </message>
    <message>
        <source>The database {file} cannot be used: {reason}.</source>
        <translation>데이터베이스 {file}을(를) 쓸 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The database {file} is a copy of another one. Inspection goes on in a new epoch, so that the plant can tell their results apart.</source>
        <translation>데이터베이스 {file}은(는) 다른 데이터베이스의 사본입니다. 공장에서 결과를 구분할 수 있도록 검사는 새 에포크로 계속됩니다.</translation>
    </message>
    <message>
        <source>The database {file} is damaged or is no database of Castwatch.</source>
        <translation>데이터베이스 {file}이(가) 손상되었거나 Castwatch의 데이터베이스가 아닙니다.</translation>
    </message>
    <message>
        <source>The database {file} is damaged: {reason}.</source>
        <translation>데이터베이스 {file}이(가) 손상되었습니다: {reason}.</translation>
    </message>
    <message>
        <source>The database {file} is empty: there is nothing to save.</source>
        <translation>데이터베이스 {file}이(가) 비어 있어 저장할 내용이 없습니다.</translation>
    </message>
    <message>
        <source>The database {file} is held by another program.</source>
        <translation>다른 프로그램이 데이터베이스 {file}을(를) 잡고 있습니다.</translation>
    </message>
    <message>
        <source>The database {file} is not the one that was written last: it was restored from a backup, or records were removed from it. Inspection goes on in a new epoch; tell the plant&apos;s IT.</source>
        <translation>데이터베이스 {file}은(는) 마지막으로 쓴 것이 아닙니다: 백업에서 복원되었거나 기록이 삭제되었습니다. 검사는 새 에포크로 계속됩니다. 공장 IT 담당자에게 알리세요.</translation>
    </message>
    <message>
        <source>The database {file} is write-protected.</source>
        <translation>데이터베이스 {file}이(가) 쓰기 금지되어 있습니다.</translation>
    </message>
    <message>
        <source>The database {file} was being set aside: start the station, which finishes it.</source>
        <translation>데이터베이스 {file}을(를) 따로 보관하던 중이었습니다. 검사기를 시작하면 마무리됩니다.</translation>
    </message>
    <message>
        <source>The database {file} was moved, removed or replaced while the station runs. Put it back, or restart the station.</source>
        <translation>실행 중에 데이터베이스 {file}이(가) 이동, 삭제 또는 교체되었습니다. 원래대로 되돌려 놓거나 검사기를 다시 시작하세요.</translation>
    </message>
    <message>
        <source>The database {file} was written by a newer Castwatch: update this program.</source>
        <translation>데이터베이스 {file}은(는) 더 새로운 Castwatch가 쓴 것입니다. 이 프로그램을 업데이트하세요.</translation>
    </message>
    <message>
        <source>The day {day} is out of range.</source>
        <translation>날짜 {day}은(는) 범위를 벗어났습니다.</translation>
    </message>
    <message>
        <source>The disk is full: there is no room left in {file}.</source>
        <translation>디스크가 가득 찼습니다: {file}에 남은 공간이 없습니다.</translation>
    </message>
    <message>
        <source>The disk is full: {file} was not written.</source>
        <translation>디스크가 가득 차서 {file}을(를) 쓰지 못했습니다.</translation>
    </message>
    <message>
        <source>The disk is nearly full: results are recorded without pictures.</source>
        <translation>디스크가 거의 찼습니다: 결과를 사진 없이 기록합니다.</translation>
    </message>
    <message>
        <source>The disk is slow: {count} results wait to be stored, the oldest for {seconds} s.</source>
        <translation>디스크가 느립니다. 결과 {count}건이 저장을 기다리고 있으며, 가장 오래된 것은 {seconds}초째입니다.</translation>
    </message>
    <message>
        <source>The disk refuses {file}: {reason}.</source>
        <translation>디스크가 {file}을(를) 거부합니다: {reason}.</translation>
    </message>
    <message>
        <source>The display {display} does not answer; the station cannot be seen.</source>
        <translation>화면 {display}이(가) 응답하지 않아 검사기를 표시할 수 없습니다.</translation>
    </message>
    <message>
        <source>The display {display} takes the connection and stays silent.</source>
        <translation>화면 {display}에 연결되었지만 응답이 없습니다.</translation>
    </message>
    <message>
        <source>The environment variable {variable} has a wrong value: {reason}.</source>
        <translation>환경 변수 {variable}의 값이 잘못되었습니다: {reason}.</translation>
    </message>
    <message>
        <source>The file {file} cannot be read: {reason}.</source>
        <translation>{file} 파일을 읽을 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The file {file} cannot be written: {reason}.</source>
        <translation>파일 {file}을(를) 쓸 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The file {file} does not answer.</source>
        <translation>{file} 파일이 응답하지 않습니다.</translation>
    </message>
    <message>
        <source>The file {file} does not say which casting {picture} shows ({count} are missing).</source>
        <translation>파일 {file}에 {picture}이(가) 어느 주물인지 나와 있지 않습니다({count}개 빠짐).</translation>
    </message>
    <message>
        <source>The file {file} is a link that leads nowhere.</source>
        <translation>{file} 파일은 대상이 없는 링크입니다.</translation>
    </message>
    <message>
        <source>The file {file} is empty.</source>
        <translation>파일 {file}이(가) 비어 있습니다.</translation>
    </message>
    <message>
        <source>The file {file} is no LiteRT network.</source>
        <translation>파일 {file}은(는) LiteRT 네트워크가 아닙니다.</translation>
    </message>
    <message>
        <source>The file {file} is no table with the columns path and casting.</source>
        <translation>파일 {file}은(는) path와 casting 열이 있는 표가 아닙니다.</translation>
    </message>
    <message>
        <source>The file {file} is no table with the columns path and casting: it is not UTF-8; save it again as “CSV UTF-8”.</source>
        <translation>파일 {file}은(는) path와 casting 열이 있는 표가 아닙니다: UTF-8이 아닙니다. “CSV UTF-8”로 다시 저장하세요.</translation>
    </message>
    <message>
        <source>The file {file} is not a picture in one of the formats {formats}.</source>
        <translation>파일 {file}은(는) {formats} 형식의 사진이 아닙니다.</translation>
    </message>
    <message>
        <source>The file {file} is not a picture.</source>
        <translation>파일 {file}은(는) 사진이 아닙니다.</translation>
    </message>
    <message>
        <source>The file {file} is still being written after {seconds} seconds.</source>
        <translation>{file} 파일이 {seconds}초가 지나도 계속 쓰이고 있습니다.</translation>
    </message>
    <message>
        <source>The file {file} is the database of another program.</source>
        <translation>파일 {file}은(는) 다른 프로그램의 데이터베이스입니다.</translation>
    </message>
    <message>
        <source>The file {file} is there already: choose another.</source>
        <translation>파일 {file}이(가) 이미 있습니다. 다른 이름을 고르세요.</translation>
    </message>
    <message>
        <source>The file {file} is too large.</source>
        <translation>{file} 파일이 너무 큽니다.</translation>
    </message>
    <message>
        <source>The file {file} is too large: more than {most} MB.</source>
        <translation>파일 {file}이(가) 너무 큽니다: {most} MB를 넘습니다.</translation>
    </message>
    <message>
        <source>The file {file} was removed before it could be judged.</source>
        <translation>{file} 파일이 판정되기 전에 삭제되었습니다.</translation>
    </message>
    <message>
        <source>The file {file} with Kafka&apos;s password cannot be read.</source>
        <translation>Kafka 암호 파일 {file}을(를) 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>The folder is closed.</source>
        <translation>폴더가 닫혔습니다.</translation>
    </message>
    <message>
        <source>The folder {camera} waits for images.</source>
        <translation>{camera} 폴더에서 새 이미지를 기다리고 있습니다.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be made: {reason}.</source>
        <translation>폴더 {folder}을(를) 만들 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be written: {reason}.</source>
        <translation>{folder} 폴더에 쓸 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The folder {folder} has no pictures in a folder {name} of its own.</source>
        <translation>{folder} 폴더 안에는 사진이 든 {name} 폴더가 없습니다.</translation>
    </message>
    <message>
        <source>The folder {folder} is another one than before; it is opened anew.</source>
        <translation>{folder} 폴더가 이전과 다른 폴더로 바뀌어 다시 엽니다.</translation>
    </message>
    <message>
        <source>The folder {folder} is being listed: {count} images so far.</source>
        <translation>{folder} 폴더의 목록을 읽는 중입니다. 지금까지 이미지 {count}개.</translation>
    </message>
    <message>
        <source>The folder {folder} must hold folders named def_front and ok_front, with pictures in both.</source>
        <translation>{folder} 폴더에는 사진이 든 def_front와 ok_front 폴더가 모두 있어야 합니다.</translation>
    </message>
    <message>
        <source>The folder {folder} shows no casting.</source>
        <translation>{folder} 폴더에는 주물이 보이는 사진이 없습니다.</translation>
    </message>
    <message>
        <source>The folder {folder} shows only {count} castings of one kind that can be judged; with {folds} folds at least as many are needed of each.</source>
        <translation>폴더 {folder}에는 판정할 수 있는 한 종류의 주물이 {count}개뿐입니다. {folds}겹 검증에는 종류마다 그 수 이상이 필요합니다.</translation>
    </message>
    <message>
        <source>The heat map {file} cannot be written: {reason}.</source>
        <translation>결함 지도 {file}을(를) 쓸 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The image cannot be read.</source>
        <translation>이미지를 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>The key file {file} of PINs and badges cannot be used: {reason}.</source>
        <translation>PIN과 사원증의 키 파일 {file}을(를) 사용할 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The key file {file} of PINs and badges is damaged: restore it, or remove it and give new PINs (castwatch people reset-pin).</source>
        <translation>PIN과 사원증의 키 파일 {file}이(가) 손상되었습니다. 복원하거나, 삭제한 뒤 새 PIN을 지정하세요(castwatch people reset-pin).</translation>
    </message>
    <message>
        <source>The list of promoted networks {file} cannot be read; mend or remove it.</source>
        <translation>승격된 신경망 목록 {file}을(를) 읽을 수 없습니다. 고치거나 지우십시오.</translation>
    </message>
    <message>
        <source>The name of the video {file} is not UTF-8; rename it.</source>
        <translation>동영상 {file}의 이름이 UTF-8이 아닙니다. 이름을 바꾸세요.</translation>
    </message>
    <message>
        <source>The name server does not answer: the address of {host} is not known.</source>
        <translation>이름 서버가 응답하지 않아 {host}의 주소를 알 수 없습니다.</translation>
    </message>
    <message>
        <source>The network cannot be kept in {folder}: {reason}.</source>
        <translation>신경망을 {folder} 폴더에 보관할 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The network cannot be loaded: {reason}.</source>
        <translation>AI 모델을 불러올 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The network folder {folder} has no {file}.</source>
        <translation>네트워크 폴더 {folder}에 {file}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>The network is still being loaded.</source>
        <translation>네트워크를 아직 불러오는 중입니다.</translation>
    </message>
    <message>
        <source>The network {file} does not have the form that its card says.</source>
        <translation>네트워크 {file}의 형태가 카드에 적힌 것과 다릅니다.</translation>
    </message>
    <message>
        <source>The network {file} is not the one on its card: it is damaged or was swapped.</source>
        <translation>네트워크 {file}이(가) 카드와 다릅니다: 손상되었거나 바뀌었습니다.</translation>
    </message>
    <message>
        <source>The network {network} cannot judge: {reason}.</source>
        <translation>AI 모델 {network}(으)로 판정할 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The network {network} gives no number.</source>
        <translation>네트워크 {network}이(가) 숫자를 내지 않습니다.</translation>
    </message>
    <message>
        <source>The network&apos;s card {file} is damaged: {place}: {reason}.</source>
        <translation>네트워크 카드 {file}이(가) 손상되었습니다: {place}: {reason}.</translation>
    </message>
    <message>
        <source>The picture is too blurred to be judged.</source>
        <translation>사진이 너무 흐려 판정할 수 없습니다.</translation>
    </message>
    <message>
        <source>The picture is too bright to be judged.</source>
        <translation>사진이 너무 밝아 판정할 수 없습니다.</translation>
    </message>
    <message>
        <source>The picture is too dark to be judged.</source>
        <translation>사진이 너무 어두워 판정할 수 없습니다.</translation>
    </message>
    <message>
        <source>The picture of the empty rig is {taught} pixels, the camera&apos;s {now}: teach the empty rig anew.</source>
        <translation>빈 검사대 사진은 {taught} 픽셀인데 카메라 사진은 {now} 픽셀입니다. 빈 검사대를 다시 학습시키십시오.</translation>
    </message>
    <message>
        <source>The picture of this casting is no longer kept.</source>
        <translation>이 주물의 사진은 더 이상 보관되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>The picture {file} cannot be written: {reason}.</source>
        <translation>사진 {file}을(를) 쓸 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The picture {file} is animated or has several pages; save one picture a file.</source>
        <translation>사진 {file}에 여러 장면이나 쪽이 들어 있습니다. 파일마다 한 장씩 저장하세요.</translation>
    </message>
    <message>
        <source>The picture {file} is damaged, or of a kind that cannot be judged; save it as 8-bit grey or colour.</source>
        <translation>사진 {file}이(가) 손상되었거나 판정할 수 없는 형식입니다. 8비트 회색조나 컬러로 저장하세요.</translation>
    </message>
    <message>
        <source>The picture {file} is damaged.</source>
        <translation>사진 {file}이(가) 손상되었습니다.</translation>
    </message>
    <message>
        <source>The picture {file} is of the kind {kind}; save it as 8-bit grey or colour without transparency.</source>
        <translation>사진 {file}은(는) {kind} 형식입니다. 투명도 없는 8비트 회색조나 컬러로 저장하세요.</translation>
    </message>
    <message>
        <source>The picture {file} is too large: {width} x {height} pixels, at most {most} million are taken.</source>
        <translation>사진 {file}이(가) 너무 큽니다: {width} x {height} 픽셀, 최대 {most}백만 픽셀까지 받습니다.</translation>
    </message>
    <message>
        <source>The picture {file} is too small: {width} x {height} pixels, at least {least} each way are needed.</source>
        <translation>사진 {file}이(가) 너무 작습니다: {width} x {height} 픽셀, 가로세로 {least} 픽셀 이상이어야 합니다.</translation>
    </message>
    <message>
        <source>The place in the folder {folder} cannot be read: {reason}</source>
        <translation>{folder} 폴더의 진행 위치를 읽을 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>The plant needs the library {library}: install Castwatch with its extras, as in `uv run --extra plant --extra spark castwatch plant …`.</source>
        <translation>공장 쪽 기능에는 {library} 라이브러리가 필요합니다. `uv run --extra plant --extra spark castwatch plant …`처럼 Castwatch를 추가 구성 요소와 함께 설치하세요.</translation>
    </message>
    <message>
        <source>The record is brought up to this version. With millions of inspections it takes some minutes; please do not switch off.</source>
        <translation>기록을 이 버전에 맞추고 있습니다. 검사가 수백만 건이면 몇 분 걸립니다. 전원을 끄지 마십시오.</translation>
    </message>
    <message>
        <source>The record is up to date.</source>
        <translation>기록을 새 버전에 맞췄습니다.</translation>
    </message>
    <message>
        <source>The record was changed by hand, or an older copy was put in its place: the newest records of the database were cut off or are others. The anchor outside it knows inspections up to no. {sequence}.</source>
        <translation>기록이 손으로 변경되었거나 이전 사본으로 바뀌었습니다: 데이터베이스의 최신 기록이 잘렸거나 다릅니다. 데이터베이스 밖의 앵커는 {sequence}번 검사까지 알고 있습니다.</translation>
    </message>
    <message>
        <source>The record was changed by hand, or is damaged: a value is none that was recorded ({reason}).</source>
        <translation>기록이 손으로 변경되었거나 손상되었습니다: 기록될 수 없는 값이 있습니다({reason}).</translation>
    </message>
    <message>
        <source>The record was changed by hand: inspection no. {sequence} ({id}), or one just before it, is not as it was recorded.</source>
        <translation>기록이 외부에서 변경되었습니다: 검사 {sequence}번({id}) 또는 바로 앞의 검사가 기록된 내용과 다릅니다.</translation>
    </message>
    <message>
        <source>The record was changed by hand: its newest inspections are gone.</source>
        <translation>기록이 외부에서 변경되었습니다: 가장 최근 검사가 없어졌습니다.</translation>
    </message>
    <message>
        <source>The record was changed by hand: row {row} of the table {table}, or what was recorded of it, is not as it was recorded.</source>
        <translation>기록이 손으로 변경되었습니다: {table} 표의 {row}번 행 또는 그 행에 대해 기록된 내용이 기록된 그대로가 아닙니다.</translation>
    </message>
    <message>
        <source>The record was changed by hand: the challenge {id}, or one just before it, is not as it was recorded.</source>
        <translation>기록이 임의로 변경되었습니다: 챌린지 {id} 또는 바로 앞의 것이 기록된 그대로가 아닙니다.</translation>
    </message>
    <message>
        <source>The record was changed by hand: the decision {id}, or one just before it, is not as it was recorded.</source>
        <translation>기록이 손으로 변경되었습니다: 판단 {id} 또는 바로 앞의 판단이 기록된 그대로가 아닙니다.</translation>
    </message>
    <message>
        <source>The record was changed by hand: the message of {id} that waits for Kafka does not say what was recorded. castwatch outbox quarantine shows it.</source>
        <translation>기록이 손으로 변경되었습니다: Kafka 전송을 기다리는 {id}의 메시지가 기록된 내용과 다릅니다. castwatch outbox quarantine으로 확인하세요.</translation>
    </message>
    <message>
        <source>The record was changed by hand: the message of {id} to the plant is gone.</source>
        <translation>기록이 손으로 변경되었습니다: {id}의 공장 전송 메시지가 없어졌습니다.</translation>
    </message>
    <message>
        <source>The record was changed by hand: the table {table} does not count what is recorded.</source>
        <translation>기록이 손으로 변경되었습니다: {table} 표의 집계가 기록과 맞지 않습니다.</translation>
    </message>
    <message>
        <source>The record {file} does not answer: its disk may be slow or away.</source>
        <translation>기록 {file}이(가) 응답하지 않습니다. 디스크가 느리거나 연결이 끊겼을 수 있습니다.</translation>
    </message>
    <message>
        <source>The region must lie in the picture: left, top, width and height, like 25, 10, 50, 80.</source>
        <translation>영역은 사진 안에 있어야 합니다: 왼쪽, 위, 너비, 높이, 예: 25, 10, 50, 80.</translation>
    </message>
    <message>
        <source>The region of the camera {camera} is too small: {width} x {height} pixels, and {least} are needed each way.</source>
        <translation>카메라 {camera}의 영역이 너무 작습니다: {width} x {height} 픽셀이며 각 방향 {least} 픽셀이 필요합니다.</translation>
    </message>
    <message>
        <source>The rendered pictures cannot be written to {folder}: {reason}.</source>
        <translation>만든 사진을 {folder}에 쓸 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The result of a casting that passed could not be stored: {reason}. It is kept aside.</source>
        <translation>합격 주물의 결과를 저장하지 못했습니다: {reason}. 결과는 따로 보관했습니다.</translation>
    </message>
    <message>
        <source>The review threshold lies above the reject threshold.</source>
        <translation>확인 필요 기준이 불합격 기준보다 높습니다.</translation>
    </message>
    <message>
        <source>The screenshot {file} cannot be written: its folder is missing.</source>
        <translation>화면 그림 {file}을(를) 쓸 수 없습니다: 폴더가 없습니다.</translation>
    </message>
    <message>
        <source>The serial pattern takes too long for “{serial}”: the code is not taken. Let an engineer set a simpler pattern (setting serial.pattern).</source>
        <translation>“{serial}”을(를) 일련번호 형식과 비교하는 데 시간이 너무 오래 걸려 코드를 받지 않았습니다. 엔지니어에게 더 간단한 형식을 설정하도록 요청하세요(설정 serial.pattern).</translation>
    </message>
    <message>
        <source>The setting “{setting}” has a wrong value: {reason} (settings file: {file}).</source>
        <translation>설정 “{setting}”의 값이 잘못되었습니다: {reason} (설정 파일: {file}).</translation>
    </message>
    <message>
        <source>The settings file {file} cannot be read: {reason}.</source>
        <translation>설정 파일 {file}을(를) 읽을 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The settings file {file} cannot be written: {reason}.</source>
        <translation>설정 파일 {file}을(를) 쓸 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The settings file {file} is not valid TOML: {reason}.</source>
        <translation>설정 파일 {file}은(는) 올바른 TOML이 아닙니다: {reason}.</translation>
    </message>
    <message>
        <source>The sound device does not play; it is tried again.</source>
        <translation>소리 장치가 소리를 내지 않습니다. 다시 시도합니다.</translation>
    </message>
    <message>
        <source>The station cannot be opened: {reason}.</source>
        <translation>검사기를 시작할 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The station has this camera open: its light tells how it is.</source>
        <translation>검사대가 이 카메라를 쓰고 있습니다. 표시등에서 상태를 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>The topic {topic} has no leader now: a broker of it is starting, or away.</source>
        <translation>토픽 {topic}에 현재 리더가 없습니다. 브로커가 시작 중이거나 연결되지 않습니다.</translation>
    </message>
    <message>
        <source>The topic {topic} has too few replicas in sync: it takes nothing until another broker of it is back.</source>
        <translation>토픽 {topic}의 동기화된 복제본이 부족합니다. 브로커가 복구될 때까지 메시지를 받지 않습니다.</translation>
    </message>
    <message>
        <source>The two PINs are not the same.</source>
        <translation>두 PIN이 서로 다릅니다.</translation>
    </message>
    <message>
        <source>The video {file} breaks off after {count} of {expected} pictures.</source>
        <translation>{file} 동영상이 {expected}장 중 {count}장에서 끊깁니다.</translation>
    </message>
    <message>
        <source>The video {file} has no pictures.</source>
        <translation>{file} 동영상에 영상이 없습니다.</translation>
    </message>
    <message>
        <source>The video {file} is over.</source>
        <translation>동영상 {file}이(가) 끝났습니다.</translation>
    </message>
    <message>
        <source>The worker “{thread}” did not end; it is left behind.</source>
        <translation>작업 스레드 “{thread}”이(가) 끝나지 않아 강제로 종료합니다.</translation>
    </message>
    <message>
        <source>The worker “{thread}” failed: {reason}.</source>
        <translation>작업 스레드 “{thread}”에 오류가 발생했습니다: {reason}.</translation>
    </message>
    <message>
        <source>The worker “{thread}” has not answered for {seconds} s.</source>
        <translation>작업 스레드 “{thread}”이(가) {seconds}초 동안 응답하지 않습니다.</translation>
    </message>
    <message>
        <source>There are no pictures in the folder {folder}.</source>
        <translation>{folder} 폴더에 사진이 없습니다.</translation>
    </message>
    <message>
        <source>There are {count} castings to learn from, and {needed} are needed. Let the line run for a while, then teach again.</source>
        <translation>기준으로 삼을 주물이 {count}개뿐이며 {needed}개가 필요합니다. 라인을 잠시 돌린 뒤 기준을 다시 잡으세요.</translation>
    </message>
    <message>
        <source>There is a device to play the alarm.</source>
        <translation>알람을 울릴 장치가 있습니다.</translation>
    </message>
    <message>
        <source>There is an engineer already, who adds other people.</source>
        <translation>이미 엔지니어가 있습니다. 다른 사람은 엔지니어가 추가합니다.</translation>
    </message>
    <message>
        <source>There is no database {file}.</source>
        <translation>데이터베이스 {file}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>There is no folder {folder}.</source>
        <translation>{folder} 폴더가 없습니다.</translation>
    </message>
    <message>
        <source>There is no inspection {id} on record.</source>
        <translation>검사 {id}의 기록이 없습니다.</translation>
    </message>
    <message>
        <source>There is no message {id} in quarantine.</source>
        <translation>격리된 메시지 중에 {id}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>There is no network folder {folder}.</source>
        <translation>네트워크 폴더 {folder}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>There is no sound device: a reject is shown, but not heard.</source>
        <translation>소리 장치가 없습니다: 불합격이 화면에만 보이고 들리지 않습니다.</translation>
    </message>
    <message>
        <source>There is no study {id} on record.</source>
        <translation>기록에 분석 {id}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>There is no such shift on record.</source>
        <translation>그런 근무조는 기록에 없습니다.</translation>
    </message>
    <message>
        <source>There is no unrecorded result {number}.</source>
        <translation>저장하지 못한 결과 중 {number}번이 없습니다.</translation>
    </message>
    <message>
        <source>There is no video {file}.</source>
        <translation>동영상 {file}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>There is nobody named {name}.</source>
        <translation>이름이 {name}인 사용자가 없습니다.</translation>
    </message>
    <message>
        <source>There is none yet.</source>
        <translation>아직 없습니다.</translation>
    </message>
    <message>
        <source>There is or was a {name}: choose another name.</source>
        <translation>{name}은(는) 이미 쓰였던 이름입니다. 다른 이름을 선택하세요.</translation>
    </message>
    <message>
        <source>There is too little memory for the picture {file}.</source>
        <translation>사진 {file}을(를) 읽기에는 메모리가 부족합니다.</translation>
    </message>
    <message>
        <source>There is too little memory to check a PIN or a badge; try again.</source>
        <translation>메모리가 부족하여 PIN이나 사원증을 확인할 수 없습니다. 다시 시도하세요.</translation>
    </message>
    <message>
        <source>This PIN is too easy to guess: no repeated digits, no 123456.</source>
        <translation>추측하기 쉬운 PIN입니다. 반복되는 숫자나 123456 같은 번호는 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>This badge is not known. Choose your name and type the PIN.</source>
        <translation>등록되지 않은 사원증입니다. 이름을 선택하고 PIN을 입력하세요.</translation>
    </message>
    <message>
        <source>This badge is that of {name}.</source>
        <translation>{name} 님의 사원증입니다.</translation>
    </message>
    <message>
        <source>This camera shows each casting once, when it comes.</source>
        <translation>이 카메라는 주물이 올 때 한 번씩만 보여 줍니다.</translation>
    </message>
    <message>
        <source>This machine&apos;s keyring does not work ({reason}): set kafka.password_file instead.</source>
        <translation>이 컴퓨터의 키링이 작동하지 않습니다({reason}). 대신 kafka.password_file을 설정하세요.</translation>
    </message>
    <message>
        <source>This network judges whole pictures, and nothing tells when a casting lies on the rig: teach the empty rig on the set-up&apos;s page of the camera, or have each casting inspected with “Inspect now”.</source>
        <translation>이 네트워크는 사진 전체를 판정하므로 주물이 검사대에 놓였는지 알 수 없습니다. 설정의 카메라 페이지에서 빈 검사대를 학습시키거나, 주물마다 “지금 검사”를 누르십시오.</translation>
    </message>
    <message>
        <source>This person has retired.</source>
        <translation>더 이상 사용하지 않는 사용자입니다.</translation>
    </message>
    <message>
        <source>This study began with the network {network}, and another one judges now. Begin a new study.</source>
        <translation>이 분석은 네트워크 {network}(으)로 시작했으나 지금은 다른 네트워크가 판정합니다. 새 분석을 시작하세요.</translation>
    </message>
    <message>
        <source>This user has no home folder: set the environment variable HOME.</source>
        <translation>이 사용자의 홈 폴더가 없습니다. 환경 변수 HOME을 설정하세요.</translation>
    </message>
    <message>
        <source>To stop early, {count} castings of each kind are needed, for some are only watched.</source>
        <translation>일찍 멈추려면 양품과 불량품 주물이 각각 {count}개 이상 있어야 합니다. 일부는 학습하지 않고 지켜보기만 하기 때문입니다.</translation>
    </message>
    <message>
        <source>Two known castings have the same number.</source>
        <translation>두 기준 주물의 번호가 같습니다.</translation>
    </message>
    <message>
        <source>Two shifts start at the same time.</source>
        <translation>두 근무가 같은 시각에 시작합니다.</translation>
    </message>
    <message>
        <source>What answers at {servers} does not speak Kafka as it is set up here ({security}).</source>
        <translation>{servers}의 응답이 여기 설정된 방식({security})의 Kafka가 아닙니다.</translation>
    </message>
    <message>
        <source>What was saved is not whole, and was not kept: {reason}.</source>
        <translation>저장한 데이터베이스가 온전하지 않아 보관하지 않았습니다: {reason}.</translation>
    </message>
    <message>
        <source>Whoever overrides the station must give a reason.</source>
        <translation>스테이션의 판정을 바꾸려면 이유를 적어야 합니다.</translation>
    </message>
    <message>
        <source>Wrong too often. Wait {seconds} s, then try again.</source>
        <translation>여러 번 틀렸습니다. {seconds}초 후에 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Your PIN has fewer than {least} digits, which are soon guessed: ask an engineer for a new one (F9).</source>
        <translation>PIN이 {least}자리보다 짧아 쉽게 알아낼 수 있습니다. 엔지니어에게 새 PIN을 요청하세요(F9).</translation>
    </message>
    <message>
        <source>{camera} gives pictures of {width} x {height} pixels.</source>
        <translation>{camera}에서 {width} x {height} 픽셀의 사진이 옵니다.</translation>
    </message>
    <message>
        <source>{count} castings in a row were rejected. Stop the line and call the engineer.</source>
        <translation>주물 {count}개가 연속으로 불합격되었습니다. 라인을 멈추고 엔지니어를 부르세요.</translation>
    </message>
    <message>
        <source>{count} images of the folder {folder} were judged before; the station goes on with the others.</source>
        <translation>{folder} 폴더의 이미지 {count}개는 이미 판정되었습니다. 나머지를 계속 판정합니다.</translation>
    </message>
    <message>
        <source>{count} judged castings could not be stored and are lost; the log tells which.</source>
        <translation>판정한 주물 {count}건을 저장하지 못해 잃었습니다. 내용은 로그를 확인하세요.</translation>
    </message>
    <message>
        <source>{count} results are being stored before the station ends.</source>
        <translation>종료하기 전에 결과 {count}건을 저장하는 중입니다.</translation>
    </message>
    <message>
        <source>{count} results could not be stored and are kept aside: press the light of the disk, or see castwatch unrecorded.</source>
        <translation>저장하지 못한 결과 {count}건을 따로 보관했습니다. 디스크 표시등을 누르거나 castwatch unrecorded를 실행하세요.</translation>
    </message>
    <message>
        <source>{count} results could not be stored and are kept aside: see castwatch unrecorded.</source>
        <translation>결과 {count}건을 저장하지 못해 따로 보관했습니다. castwatch unrecorded를 실행하세요.</translation>
    </message>
    <message>
        <source>{count} results in a row could not be stored, the last one because: {reason}.</source>
        <translation>결과 {count}건을 연속으로 저장하지 못했습니다. 마지막 원인: {reason}.</translation>
    </message>
    <message>
        <source>{file} is a folder or a device: give the name of a file for the database.</source>
        <translation>{file}은(는) 폴더 또는 장치입니다. 데이터베이스로 쓸 파일 이름을 지정하세요.</translation>
    </message>
    <message>
        <source>{file} is a pipe or a device, not a file.</source>
        <translation>{file}은(는) 파일이 아니라 파이프나 장치입니다.</translation>
    </message>
    <message>
        <source>{file} is a single picture; give its folder.</source>
        <translation>{file}은(는) 사진 한 장입니다. 그 폴더를 지정하세요.</translation>
    </message>
    <message>
        <source>{file} is no .csv file.</source>
        <translation>{file}은(는) .csv 파일이 아닙니다.</translation>
    </message>
    <message>
        <source>{file} is no kind of file for a report: use .pdf.</source>
        <translation>{file}은(는) 보고서를 쓸 수 없는 파일 형식입니다. .pdf를 쓰십시오.</translation>
    </message>
    <message>
        <source>{file} is no kind of file that can be written: use .csv, .xlsx or .pdf.</source>
        <translation>{file}은(는) 쓸 수 없는 형식입니다: .csv, .xlsx, .pdf 중 하나를 쓰세요.</translation>
    </message>
    <message>
        <source>{file} is no regular file, but a folder, a pipe, a device or the like.</source>
        <translation>{file}은(는) 일반 파일이 아니라 폴더, 파이프, 장치 등입니다.</translation>
    </message>
    <message>
        <source>{file} is whole.</source>
        <translation>{file}은(는) 온전합니다.</translation>
    </message>
    <message>
        <source>{file} will be made at the first start.</source>
        <translation>{file}은(는) 처음 시작할 때 만들어집니다.</translation>
    </message>
    <message>
        <source>{gigabytes} GB are free in {folder}.</source>
        <translation>{folder}에 {gigabytes} GB가 남아 있습니다.</translation>
    </message>
    <message>
        <source>{name} is the only engineer: make another one first.</source>
        <translation>{name} 님이 유일한 엔지니어입니다. 먼저 다른 엔지니어를 지정하세요.</translation>
    </message>
    <message>
        <source>{network} is the one its card describes.</source>
        <translation>{network}은(는) 카드에 적힌 그대로입니다.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation>{path}을(를) 읽을 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>{path} does not answer.</source>
        <translation>{path}이(가) 응답하지 않습니다.</translation>
    </message>
    <message>
        <source>{path} is a link to a folder; its images are passed over.</source>
        <translation>{path}은(는) 폴더 링크이므로 그 안의 이미지는 건너뜁니다.</translation>
    </message>
    <message>
        <source>{program} (process {process}) has been reading the database for long, so its write-ahead log has grown to {megabytes} MB. Close that program.</source>
        <translation>{program}(프로세스 {process})이(가) 데이터베이스를 오래 읽고 있어 로그 파일(WAL)이 {megabytes} MB로 커졌습니다. 해당 프로그램을 닫으세요.</translation>
    </message>
    <message>
        <source>{rejects} of the last {castings} castings were rejected, more than {limit} %. Stop the line and call the engineer.</source>
        <translation>최근 주물 {castings}개 중 {rejects}개가 불합격되어 {limit} %를 넘었습니다. 라인을 멈추고 엔지니어를 부르세요.</translation>
    </message>
    <message>
        <source>{sealed} inspections are as they were recorded.</source>
        <translation>검사 {sealed}건이 기록된 그대로입니다.</translation>
    </message>
    <message>
        <source>{sealed} inspections are as they were recorded. Nothing outside the database tells whether newer ones were cut off: its anchor is missing, was changed, or is another user&apos;s.</source>
        <translation>검사 {sealed}건이 기록된 그대로입니다. 더 새로운 기록이 잘렸는지는 확인할 수 없습니다: 데이터베이스 밖의 앵커가 없거나 변경되었거나 다른 사용자의 것입니다.</translation>
    </message>
    <message>
        <source>{sealed} inspections are as they were recorded. Times that the database was not the one that was written last: {count}; castwatch audit tells when.</source>
        <translation>검사 {sealed}건이 기록된 그대로입니다. 데이터베이스가 마지막으로 쓴 것이 아니었던 횟수: {count}. 시각은 castwatch audit에서 확인하세요.</translation>
    </message>
    <message>
        <source>{sealed} inspections are as they were recorded; for {unsealed} nothing vouches: they carry no seals.</source>
        <translation>검사 {sealed}건은 기록된 그대로이지만, {unsealed}건은 봉인이 없어 확인할 수 없습니다.</translation>
    </message>
    <message>
        <source>{servers} can be reached, but {count} messages are in quarantine: see castwatch outbox quarantine.</source>
        <translation>{servers}에 연결되지만 메시지 {count}건이 격리되어 있습니다. castwatch outbox quarantine을 확인하세요.</translation>
    </message>
    <message>
        <source>{servers} can be reached.</source>
        <translation>{servers}에 연결됩니다.</translation>
    </message>
    <message>
        <source>{servers} can be reached; there is no topic {topics} yet.</source>
        <translation>{servers}에 연결됩니다. 토픽 {topics}은(는) 아직 없습니다.</translation>
    </message>
    <message>
        <source>{server} makes no TLS connection: {reason}.</source>
        <translation>{server}이(가) TLS 연결을 하지 않습니다: {reason}.</translation>
    </message>
    <message>
        <source>{spec} is no device number; they go from 0 to 63.</source>
        <translation>{spec}은(는) 장치 번호가 아닙니다. 0부터 63까지입니다.</translation>
    </message>
    <message>
        <source>“{serial}” is no number of a casting.</source>
        <translation>“{serial}”은(는) 주물의 번호가 아닙니다.</translation>
    </message>
    <message>
        <source>“{server}” is no HOST:PORT.</source>
        <translation>“{server}”은(는) HOST:PORT가 아닙니다.</translation>
    </message>
    <message>
        <source>“{server}” must have the form HOST:PORT.</source>
        <translation>“{server}”은(는) 호스트:포트 형식이어야 합니다.</translation>
    </message>
    <message>
        <source>“{spec}” is no camera: give synthetic, a device number, an address, a video file or a folder of pictures.</source>
        <translation>“{spec}”은(는) 카메라가 아닙니다: synthetic, 장치 번호, 주소, 동영상 파일, 사진 폴더 중 하나를 지정하세요.</translation>
    </message>
    <message>
        <source>“{text}” is no number of a casting.</source>
        <translation>“{text}”은(는) 주물 번호가 아닙니다.</translation>
    </message>
    <message>
        <source>“{text}” is no range of castings.</source>
        <translation>“{text}”은(는) 주물 번호 범위가 아닙니다.</translation>
    </message>
    <message>
        <source>“{text}” is no time; write it like 2026-11-24 or 2026-11-24T06:00.</source>
        <translation>“{text}”은(는) 시각이 아닙니다. 2026-11-24 또는 2026-11-24T06:00처럼 쓰세요.</translation>
    </message>
    <message>
        <source>“{topic}” cannot be the name of a topic: choose another in the settings.</source>
        <translation>“{topic}”은(는) 토픽 이름으로 쓸 수 없습니다. 설정에서 다른 이름을 선택하세요.</translation>
    </message>
    <message>
        <source>“{zone}” is no time zone; write it like Asia/Seoul.</source>
        <translation>“{zone}”은(는) 시간대가 아닙니다. Asia/Seoul처럼 적으세요.</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Close  Esc</source>
        <translation>닫기  Esc</translation>
    </message>
</context>
<context>
    <name>PdfSheet</name>
    <message>
        <source>Castwatch: shifts and inspections; times in {zone}</source>
        <translation>Castwatch: 근무조와 검사 기록, 시각은 {zone} 기준</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>판단</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>Occasion</source>
        <translation>구분</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>점수</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>근무조</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>Yield</source>
        <translation>양품률</translation>
    </message>
</context>
<context>
    <name>PeopleDialog</name>
    <message>
        <source>Add a person…</source>
        <translation>사용자 추가…</translation>
    </message>
    <message>
        <source>Close  Esc</source>
        <translation>닫기  Esc</translation>
    </message>
    <message>
        <source>On record: {name}.</source>
        <translation>기록됨: {name}.</translation>
    </message>
    <message>
        <source>People</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>People who may sign in</source>
        <translation>로그인할 수 있는 사용자</translation>
    </message>
    <message>
        <source>Putting it on record…</source>
        <translation>기록하는 중…</translation>
    </message>
    <message>
        <source>badge</source>
        <translation>사원증</translation>
    </message>
    <message>
        <source>retired {day}</source>
        <translation>{day} 사용 종료</translation>
    </message>
</context>
<context>
    <name>PersonButton</name>
    <message>
        <source>Nobody is signed in.</source>
        <translation>로그인한 사람이 없습니다.</translation>
    </message>
    <message>
        <source>Sign in  F8</source>
        <translation>로그인  F8</translation>
    </message>
</context>
<context>
    <name>PersonDetails</name>
    <message>
        <source>New PIN…</source>
        <translation>새 PIN…</translation>
    </message>
    <message>
        <source>Read a badge…</source>
        <translation>사원증 읽기…</translation>
    </message>
    <message>
        <source>Retire…</source>
        <translation>사용 종료…</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>역할</translation>
    </message>
    <message>
        <source>Take the badge away</source>
        <translation>사원증 해제</translation>
    </message>
</context>
<context>
    <name>PinPage</name>
    <message>
        <source>Back  Esc</source>
        <translation>뒤로  Esc</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Sign in  Enter</source>
        <translation>로그인  Enter</translation>
    </message>
    <message>
        <source>{name}: your PIN</source>
        <translation>{name} 님의 PIN</translation>
    </message>
</context>
<context>
    <name>QuarantineList</name>
    <message>
        <source>Challenge</source>
        <translation>기준품 점검</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>작업자 확인</translation>
    </message>
    <message>
        <source>Discard …</source>
        <translation>폐기 …</translation>
    </message>
    <message>
        <source>Inspection</source>
        <translation>검사</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>Messages that Kafka refuses for good</source>
        <translation>Kafka가 최종 거부한 메시지</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>이유</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>거부된 시각</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 보내기</translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation>모두 다시 보내기</translation>
    </message>
</context>
<context>
    <name>RecentParts</name>
    <message>
        <source>The last castings appear here.</source>
        <translation>최근 주물이 여기에 나타납니다.</translation>
    </message>
</context>
<context>
    <name>Reinspection</name>
    <message>
        <source>Inspect again:</source>
        <translation>재검사:</translation>
    </message>
    <message>
        <source>Inspect on the rig  Ctrl+G</source>
        <translation>검사대에서 재검사  Ctrl+G</translation>
    </message>
    <message>
        <source>Inspect the picture  Ctrl+K</source>
        <translation>사진으로 재검사  Ctrl+K</translation>
    </message>
    <message>
        <source>Inspecting again…</source>
        <translation>재검사 중…</translation>
    </message>
    <message>
        <source>New result, on record as #{number}: {verdict}, score {score}</source>
        <translation>새 결과, #{number}(으)로 기록: {verdict}, 점수 {score}</translation>
    </message>
    <message>
        <source>No casting lies on the rig.</source>
        <translation>검사대에 주물이 없습니다.</translation>
    </message>
    <message>
        <source>The picture is not kept.</source>
        <translation>보관된 사진이 없습니다.</translation>
    </message>
</context>
<context>
    <name>RejectChart</name>
    <message>
        <source>Limits {lower} – {upper}</source>
        <translation>관리 한계 {lower} – {upper}</translation>
    </message>
    <message>
        <source>No full subgroup yet.</source>
        <translation>아직 채워진 부분군이 없습니다.</translation>
    </message>
    <message>
        <source>Rule 2 needs larger subgroups: five rejects in each, on average.</source>
        <translation>규칙 2는 더 큰 부분군이 필요합니다: 부분군마다 평균 불합격 5개.</translation>
    </message>
    <message>
        <source>Share of rejects, %</source>
        <translation>불합격률, %</translation>
    </message>
    <message>
        <source>The newest {count} subgroups.</source>
        <translation>최근 부분군 {count}개.</translation>
    </message>
</context>
<context>
    <name>RetireDialog</name>
    <message>
        <source>Keep</source>
        <translation>유지</translation>
    </message>
    <message>
        <source>Retire</source>
        <translation>사용 종료</translation>
    </message>
    <message>
        <source>Retire {name}?</source>
        <translation>{name} 님의 사용을 종료할까요?</translation>
    </message>
    <message>
        <source>{name} can never sign in again. What {name} did stays on record.</source>
        <translation>{name} 님은 다시 로그인할 수 없습니다. {name} 님이 한 일은 기록에 남습니다.</translation>
    </message>
</context>
<context>
    <name>RigAid</name>
    <message>
        <source>Drag from corner to corner over the picture</source>
        <translation>사진 위에서 모서리부터 모서리까지 끄세요</translation>
    </message>
    <message>
        <source>Draw region</source>
        <translation>영역 그리기</translation>
    </message>
    <message>
        <source>On the rig</source>
        <translation>검사대</translation>
    </message>
    <message>
        <source>Size, %</source>
        <translation>크기, %</translation>
    </message>
    <message>
        <source>Take the size of the casting on the rig; no other will be judged</source>
        <translation>검사대에 있는 주물의 크기를 학습합니다. 다른 크기는 판정하지 않습니다</translation>
    </message>
    <message>
        <source>Take this picture, with nothing on the rig; what differs from it is a casting</source>
        <translation>검사대가 빈 지금의 사진을 기억합니다. 이 사진과 다른 부분이 주물입니다</translation>
    </message>
    <message>
        <source>Teach empty rig</source>
        <translation>빈 검사대 학습</translation>
    </message>
    <message>
        <source>Teach size</source>
        <translation>크기 학습</translation>
    </message>
    <message>
        <source>Turn the lens until the sharpness is highest. The ring should be bright and not white: around 100 to 150 on the whole. The casting belongs in the middle.</source>
        <translation>선명도가 가장 높을 때까지 렌즈를 돌리세요. 링은 밝되 하얗지 않아야 하며, 전체 밝기는 100~150이 알맞습니다. 주물은 가운데에 놓여야 합니다.</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>사진 전체</translation>
    </message>
    <message>
        <source>a casting</source>
        <translation>주물 있음</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>없음</translation>
    </message>
</context>
<context>
    <name>Role</name>
    <message>
        <source>Engineer</source>
        <translation>엔지니어</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>검사원</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>작업자</translation>
    </message>
</context>
<context>
    <name>Ruling</name>
    <message>
        <source>Defective</source>
        <translation>불량</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>양품</translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>A file needs a name, without slashes.</source>
        <translation>파일 이름을 적으세요. 슬래시는 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>Cancel  Esc</source>
        <translation>취소  Esc</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>바탕 화면</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>문서</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>파일 이름</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>홈 폴더</translation>
    </message>
    <message>
        <source>Replace it  Ctrl+Enter</source>
        <translation>바꾸기  Ctrl+Enter</translation>
    </message>
    <message>
        <source>Save  Ctrl+Enter</source>
        <translation>저장  Ctrl+Enter</translation>
    </message>
    <message>
        <source>There is a file {name} already. Shall it be replaced?</source>
        <translation>{name} 파일이 이미 있습니다. 바꿀까요?</translation>
    </message>
    <message>
        <source>There is no folder {folder}.</source>
        <translation>{folder} 폴더가 없습니다.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>저장 위치</translation>
    </message>
</context>
<context>
    <name>ScanField</name>
    <message>
        <source>Next casting: {serial}</source>
        <translation>다음 주물: {serial}</translation>
    </message>
    <message>
        <source>Serial number  N</source>
        <translation>일련번호  N</translation>
    </message>
</context>
<context>
    <name>ScoreBar</name>
    <message>
        <source>No score</source>
        <translation>점수 없음</translation>
    </message>
    <message>
        <source>Score {score}: review from {review}, reject from {reject}</source>
        <translation>점수 {score}: {review}부터 확인 필요, {reject}부터 불합격</translation>
    </message>
</context>
<context>
    <name>SetAsideDialog</name>
    <message>
        <source>Leave it</source>
        <translation>그대로 두기</translation>
    </message>
    <message>
        <source>Set it aside</source>
        <translation>따로 보관</translation>
    </message>
    <message>
        <source>Set the damaged database aside and go on in a new one?</source>
        <translation>손상된 데이터베이스를 따로 보관하고 새 데이터베이스로 계속할까요?</translation>
    </message>
    <message>
        <source>Set the database aside</source>
        <translation>데이터베이스 따로 보관</translation>
    </message>
    <message>
        <source>What it holds is kept, but is no longer in the history.
The sequence numbers go on, and so do the people who may sign in.</source>
        <translation>내용은 보관되지만 이력에는 더 이상 나타나지 않습니다.
순번과 로그인할 수 있는 사람은 그대로 이어집니다.</translation>
    </message>
</context>
<context>
    <name>Setup</name>
    <message>
        <source>0 is the first of this computer.</source>
        <translation>0이 이 컴퓨터의 첫 카메라입니다.</translation>
    </message>
    <message>
        <source>0 to 5000, before it is judged.</source>
        <translation>0~5000, 판정하기 전.</translation>
    </message>
    <message>
        <source>0.25 to 24; empty: at the start of each shift alone.</source>
        <translation>0.25~24, 비우면 근무 시작 때만.</translation>
    </message>
    <message>
        <source>0: of none. Has an effect with rejects and reviews.</source>
        <translation>0이면 없음. 불합격과 확인 필요를 보관할 때 쓰입니다.</translation>
    </message>
    <message>
        <source>1 to 20, combined into one verdict.</source>
        <translation>1~20, 합쳐서 한 번 판정합니다.</translation>
    </message>
    <message>
        <source>10 to 1000.</source>
        <translation>10~1000.</translation>
    </message>
    <message>
        <source>A casting is rejected from</source>
        <translation>불합격 기준</translation>
    </message>
    <message>
        <source>A casting lies still for, ms</source>
        <translation>주물이 멈춰 있는 시간, ms</translation>
    </message>
    <message>
        <source>A number looks like</source>
        <translation>번호 형식</translation>
    </message>
    <message>
        <source>A person looks from</source>
        <translation>확인 필요 기준</translation>
    </message>
    <message>
        <source>A regular expression, like IMP-[0-9]{6}; empty: anything.</source>
        <translation>정규식, 예: IMP-[0-9]{6}. 비우면 무엇이든.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>주소</translation>
    </message>
    <message>
        <source>Again and again</source>
        <translation>반복</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>알람</translation>
    </message>
    <message>
        <source>Also every, hours</source>
        <translation>추가 간격, 시간</translation>
    </message>
    <message>
        <source>And of every n-th pass</source>
        <translation>합격은 n개마다</translation>
    </message>
    <message>
        <source>And the other frames that were combined</source>
        <translation>함께 판정한 다른 프레임도 보관</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>화면 색</translation>
    </message>
    <message>
        <source>At a reject, a fault, a warning.</source>
        <translation>불합격, 고장, 경고 때.</translation>
    </message>
    <message>
        <source>At the start; L switches it.</source>
        <translation>시작할 때의 언어. L로 바꿉니다.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>Castings a minute</source>
        <translation>분당 주물</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>인증서</translation>
    </message>
    <message>
        <source>Certificate authority</source>
        <translation>인증 기관</translation>
    </message>
    <message>
        <source>Challenge</source>
        <translation>기준 주물 점검</translation>
    </message>
    <message>
        <source>Check of all parts</source>
        <translation>전체 점검</translation>
    </message>
    <message>
        <source>Dark, for a station that stands in the dark.</source>
        <translation>어두운 곳에서는 어둡게 하세요.</translation>
    </message>
    <message>
        <source>Defective castings</source>
        <translation>불량품 주물</translation>
    </message>
    <message>
        <source>Empty: as the camera likes.</source>
        <translation>비우면 카메라에 맡깁니다.</translation>
    </message>
    <message>
        <source>Empty: the keyring of this computer.</source>
        <translation>비우면 이 컴퓨터의 키링.</translation>
    </message>
    <message>
        <source>File or folder</source>
        <translation>파일 또는 폴더</translation>
    </message>
    <message>
        <source>File with the password</source>
        <translation>암호 파일</translation>
    </message>
    <message>
        <source>For a network that judges whole pictures; the page of the camera can take it.</source>
        <translation>사진 전체를 판정하는 네트워크에 쓰입니다. 카메라 페이지에서 찍을 수 있습니다.</translation>
    </message>
    <message>
        <source>From 0 to 1.</source>
        <translation>0~1.</translation>
    </message>
    <message>
        <source>From 0 to 1; empty: the network&apos;s own.</source>
        <translation>0~1, 비우면 네트워크의 기준.</translation>
    </message>
    <message>
        <source>From the beginning, at the end.</source>
        <translation>끝나면 처음부터.</translation>
    </message>
    <message>
        <source>From the start; F11 switches it.</source>
        <translation>시작부터. F11로 바꿉니다.</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>전체 화면</translation>
    </message>
    <message>
        <source>Given by the environment: it cannot be changed here.</source>
        <translation>환경 변수로 정해져 있어 여기서 바꿀 수 없습니다.</translation>
    </message>
    <message>
        <source>Given on the command line: it cannot be changed here.</source>
        <translation>명령줄에서 정해져 있어 여기서 바꿀 수 없습니다.</translation>
    </message>
    <message>
        <source>HOST:PORT, several with commas; empty: results wait here.</source>
        <translation>HOST:PORT, 여럿이면 쉼표로. 비우면 결과가 여기서 기다립니다.</translation>
    </message>
    <message>
        <source>Height, pixels</source>
        <translation>세로, 픽셀</translation>
    </message>
    <message>
        <source>Its rim across, of the picture&apos;s shorter side; what is a quarter larger or smaller is not judged. 0: any. The page of the camera can teach it.</source>
        <translation>사진의 짧은 변에 대한 테두리 지름입니다. 25 % 넘게 크거나 작으면 판정하지 않습니다. 0: 제한 없음. 카메라 쪽에서 학습할 수 있습니다.</translation>
    </message>
    <message>
        <source>Its whole path.</source>
        <translation>전체 경로.</translation>
    </message>
    <message>
        <source>Its whole path; empty: none.</source>
        <translation>전체 경로, 비우면 없음.</translation>
    </message>
    <message>
        <source>Judge images that come into the folder later.</source>
        <translation>나중에 폴더에 들어오는 이미지도 판정합니다.</translation>
    </message>
    <message>
        <source>Kafka</source>
        <translation>Kafka</translation>
    </message>
    <message>
        <source>Key of the certificate</source>
        <translation>인증서 키</translation>
    </message>
    <message>
        <source>Kind of camera</source>
        <translation>카메라 종류</translation>
    </message>
    <message>
        <source>Kind of sign-in</source>
        <translation>인증 방식</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Left, top, width, height, like 25, 10, 50, 80; empty: all.</source>
        <translation>왼쪽, 위, 너비, 높이, 예: 25, 10, 50, 80. 비우면 전체.</translation>
    </message>
    <message>
        <source>Like Asia/Seoul; empty: that of this computer.</source>
        <translation>Asia/Seoul처럼. 비우면 이 컴퓨터의 시간대.</translation>
    </message>
    <message>
        <source>Like rtsp://10.0.0.7/rig. It is never shown; empty: it stays.</source>
        <translation>rtsp://10.0.0.7/rig처럼. 보이지 않으며, 비우면 그대로입니다.</translation>
    </message>
    <message>
        <source>Louder after, seconds</source>
        <translation>더 크게 울리기까지, 초</translation>
    </message>
    <message>
        <source>Made {day}; a person looks from {review}, rejected from {reject}.</source>
        <translation>만든 날 {day}, 확인 필요 {review}부터, 불합격 {reject}부터.</translation>
    </message>
    <message>
        <source>More than this calls a person; 0: none does.</source>
        <translation>이를 넘으면 사람을 부릅니다. 0이면 부르지 않음.</translation>
    </message>
    <message>
        <source>Muted for, seconds</source>
        <translation>음소거 시간, 초</translation>
    </message>
    <message>
        <source>Name and start of each, like Day 06:00, Late 14:00, Night 22:00.</source>
        <translation>이름과 시작 시각, 예: Day 06:00, Late 14:00, Night 22:00.</translation>
    </message>
    <message>
        <source>Name of the station</source>
        <translation>검사대 이름</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>Network and thresholds</source>
        <translation>네트워크와 기준</translation>
    </message>
    <message>
        <source>Number of the camera</source>
        <translation>카메라 번호</translation>
    </message>
    <message>
        <source>Of each casting whose picture is kept; they take as much space.</source>
        <translation>사진을 보관하는 주물마다 함께 보관합니다. 프레임마다 같은 공간이 필요합니다.</translation>
    </message>
    <message>
        <source>Of the last castings</source>
        <translation>최근 주물 수</translation>
    </message>
    <message>
        <source>Of {castings} defective castings at most {share} escape.</source>
        <translation>불량품 {castings}개 중 많아야 {share}를 놓칩니다.</translation>
    </message>
    <message>
        <source>Older ones go.</source>
        <translation>더 오래된 것은 지웁니다.</translation>
    </message>
    <message>
        <source>People sign in</source>
        <translation>사람이 로그인함</translation>
    </message>
    <message>
        <source>Picture of the empty rig</source>
        <translation>빈 검사대 사진</translation>
    </message>
    <message>
        <source>Pictures and space</source>
        <translation>사진과 공간</translation>
    </message>
    <message>
        <source>Pictures are kept</source>
        <translation>사진 보관</translation>
    </message>
    <message>
        <source>Pictures are kept for, days</source>
        <translation>사진 보관 기간, 일</translation>
    </message>
    <message>
        <source>Pictures of each casting</source>
        <translation>주물마다 사진 수</translation>
    </message>
    <message>
        <source>QR, Data Matrix, Code 128 or Code 39.</source>
        <translation>QR, Data Matrix, Code 128, Code 39.</translation>
    </message>
    <message>
        <source>Region, %</source>
        <translation>영역, %</translation>
    </message>
    <message>
        <source>Rejects in a row</source>
        <translation>연속 불합격</translation>
    </message>
    <message>
        <source>Results are always kept, whatever is chosen.</source>
        <translation>무엇을 고르든 결과는 항상 보관됩니다.</translation>
    </message>
    <message>
        <source>SASL_SSL is what a plant should have.</source>
        <translation>공장에는 SASL_SSL이 알맞습니다.</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>보안</translation>
    </message>
    <message>
        <source>Serial numbers</source>
        <translation>일련번호</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>서버</translation>
    </message>
    <message>
        <source>Share of defective castings</source>
        <translation>불량품 비율</translation>
    </message>
    <message>
        <source>Share of rejects, %</source>
        <translation>불합격률, %</translation>
    </message>
    <message>
        <source>Shifts</source>
        <translation>근무</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>로그인</translation>
    </message>
    <message>
        <source>Signed out after, minutes</source>
        <translation>자동 로그아웃, 분</translation>
    </message>
    <message>
        <source>Size of a casting, %</source>
        <translation>주물 크기, %</translation>
    </message>
    <message>
        <source>So many call a person; 0: none do.</source>
        <translation>이만큼이면 사람을 부릅니다. 0이면 부르지 않음.</translation>
    </message>
    <message>
        <source>So quickly they come.</source>
        <translation>주물이 오는 속도.</translation>
    </message>
    <message>
        <source>Sound castings</source>
        <translation>양품 주물</translation>
    </message>
    <message>
        <source>Space for pictures, MB</source>
        <translation>사진 공간, MB</translation>
    </message>
    <message>
        <source>Station and shifts</source>
        <translation>검사대와 근무</translation>
    </message>
    <message>
        <source>The alarm sounds</source>
        <translation>알람 소리</translation>
    </message>
    <message>
        <source>The oldest go first; results never do.</source>
        <translation>오래된 사진부터 지우며, 결과는 지우지 않습니다.</translation>
    </message>
    <message>
        <source>The plant knows it by this name: change it only before production.</source>
        <translation>공장이 이 이름으로 압니다. 생산 전에만 바꾸세요.</translation>
    </message>
    <message>
        <source>Their numbers, with commas.</source>
        <translation>번호를 쉼표로.</translation>
    </message>
    <message>
        <source>Their numbers, with commas; empty: no challenge.</source>
        <translation>번호를 쉼표로. 비우면 점검 없음.</translation>
    </message>
    <message>
        <source>Then it comes back; 0: it stays muted.</source>
        <translation>그 뒤 다시 울립니다. 0이면 계속 음소거.</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>시간대</translation>
    </message>
    <message>
        <source>Topic of the results</source>
        <translation>결과 토픽</translation>
    </message>
    <message>
        <source>User</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>음량</translation>
    </message>
    <message>
        <source>Wait for new images</source>
        <translation>새 이미지 기다리기</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>경고</translation>
    </message>
    <message>
        <source>Which one judges; castwatch network promote brings another.</source>
        <translation>판정하는 네트워크. castwatch network promote로 추가합니다.</translation>
    </message>
    <message>
        <source>While nobody acknowledges it; 0: never.</source>
        <translation>아무도 확인하지 않을 때. 0이면 커지지 않음.</translation>
    </message>
    <message>
        <source>Width, pixels</source>
        <translation>가로, 픽셀</translation>
    </message>
    <message>
        <source>With a PIN or a badge. The first start asks for an engineer.</source>
        <translation>PIN이나 배지로. 처음 시작할 때 엔지니어를 정합니다.</translation>
    </message>
    <message>
        <source>Without touch or key; 0: never.</source>
        <translation>조작이 없을 때. 0이면 로그아웃하지 않음.</translation>
    </message>
    <message>
        <source>camera of this computer</source>
        <translation>이 컴퓨터의 카메라</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>folder of pictures</source>
        <translation>사진 폴더</translation>
    </message>
    <message>
        <source>from a hand scanner</source>
        <translation>휴대용 스캐너로 읽음</translation>
    </message>
    <message>
        <source>light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>network camera</source>
        <translation>네트워크 카메라</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>of all castings</source>
        <translation>모든 주물</translation>
    </message>
    <message>
        <source>of none</source>
        <translation>보관 안 함</translation>
    </message>
    <message>
        <source>of rejects and reviews</source>
        <translation>불합격과 확인 필요</translation>
    </message>
    <message>
        <source>read from the picture</source>
        <translation>사진에서 읽음</translation>
    </message>
    <message>
        <source>synthetic rig (for a try)</source>
        <translation>가상 검사대 (시험용)</translation>
    </message>
    <message>
        <source>the one that was promoted last</source>
        <translation>마지막으로 승격된 것</translation>
    </message>
    <message>
        <source>video file</source>
        <translation>동영상 파일</translation>
    </message>
</context>
<context>
    <name>SetupPage</name>
    <message>
        <source>Back  Esc</source>
        <translation>뒤로  Esc</translation>
    </message>
    <message>
        <source>Not saved: {count}.</source>
        <translation>저장 안 됨: {count}개.</translation>
    </message>
    <message>
        <source>Pages of the set-up</source>
        <translation>설정 목록</translation>
    </message>
    <message>
        <source>Restart now</source>
        <translation>지금 다시 시작</translation>
    </message>
    <message>
        <source>Save  Ctrl+S</source>
        <translation>저장  Ctrl+S</translation>
    </message>
    <message>
        <source>Saved. They take effect when Castwatch starts again.</source>
        <translation>저장했습니다. Castwatch를 다시 시작하면 적용됩니다.</translation>
    </message>
    <message>
        <source>Set-up</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Sound it</source>
        <translation>울려 보기</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>시험하기</translation>
    </message>
    <message>
        <source>Trying …</source>
        <translation>시험 중 …</translation>
    </message>
    <message>
        <source>Undo changes</source>
        <translation>변경 취소</translation>
    </message>
</context>
<context>
    <name>ShiftReport</name>
    <message>
        <source>All stops together</source>
        <translation>정지 합계</translation>
    </message>
    <message>
        <source>By</source>
        <translation>판단한 사람</translation>
    </message>
    <message>
        <source>Castings</source>
        <translation>주물</translation>
    </message>
    <message>
        <source>Challenges with known castings</source>
        <translation>기준품 챌린지</translation>
    </message>
    <message>
        <source>Decisions by people: {count}, contrary: {overrides}</source>
        <translation>사람의 판단: {count}건, 스테이션과 반대: {overrides}건</translation>
    </message>
    <message>
        <source>First inspection {first}, last {last}; times in {zone}; written {now}</source>
        <translation>첫 검사 {first}, 마지막 검사 {last}, 시각은 {zone}, 작성 {now}</translation>
    </message>
    <message>
        <source>How long the station ran on after the last inspection.</source>
        <translation>마지막 검사 후 스테이션이 얼마나 더 가동되었는지.</translation>
    </message>
    <message>
        <source>Kind not named</source>
        <translation>종류 미지정</translation>
    </message>
    <message>
        <source>Kinds of defects, as decided by people</source>
        <translation>사람이 판단한 결함 종류</translation>
    </message>
    <message>
        <source>No castings of this shift.</source>
        <translation>이 근무조의 주물이 없습니다.</translation>
    </message>
    <message>
        <source>Nobody has decided that a casting is defective.</source>
        <translation>불량으로 판단된 주물이 없습니다.</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>없음.</translation>
    </message>
    <message>
        <source>Pictures that could not be judged</source>
        <translation>판정하지 못한 사진</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>이유</translation>
    </message>
    <message>
        <source>Rejects: {count}, those with the highest scores first</source>
        <translation>불합격: {count}건, 점수가 높은 것부터</translation>
    </message>
    <message>
        <source>Share of rejects by the hour, with its mean and 3σ limits</source>
        <translation>시간별 불합격률, 평균과 3σ 한계</translation>
    </message>
    <message>
        <source>Shift report</source>
        <translation>근무조 보고서</translation>
    </message>
    <message>
        <source>Station said</source>
        <translation>스테이션 판정</translation>
    </message>
    <message>
        <source>Stops: nothing was inspected for 5 minutes or longer</source>
        <translation>정지: 5분 이상 검사가 없었던 시간</translation>
    </message>
    <message>
        <source>The clock was set just before {time}</source>
        <translation>{time} 직전에 컴퓨터 시계가 바뀌었음</translation>
    </message>
    <message>
        <source>What the record does not know</source>
        <translation>기록에 없는 것</translation>
    </message>
    <message>
        <source>Why the line stood still, pauses and faults: those are in the station’s log.</source>
        <translation>라인이 멈춘 이유, 일시 정지, 고장: 스테이션 로그에 있습니다.</translation>
    </message>
    <message>
        <source>Yield</source>
        <translation>양품률</translation>
    </message>
    <message>
        <source>and {count} more; the history has them all</source>
        <translation>그 밖에 {count}건, 모두 이력에 있습니다</translation>
    </message>
    <message>
        <source>and {count} shorter ones</source>
        <translation>그보다 짧은 정지 {count}건</translation>
    </message>
    <message>
        <source>bypassed</source>
        <translation>생략</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>합격</translation>
    </message>
    <message>
        <source>picture not kept</source>
        <translation>사진 보관 안 됨</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours}시간 {minutes}분</translation>
    </message>
</context>
<context>
    <name>Shifts</name>
    <message>
        <source>All shifts</source>
        <translation>모든 근무조</translation>
    </message>
    <message>
        <source>Save a report of the shift that is chosen as PDF (T)</source>
        <translation>고른 근무조의 보고서를 PDF로 저장 (T)</translation>
    </message>
    <message>
        <source>Shift report…  W</source>
        <translation>근무 보고서…  W</translation>
    </message>
    <message>
        <source>Shifts</source>
        <translation>근무조</translation>
    </message>
    <message>
        <source>{total} parts, yield {share}</source>
        <translation>{total}개, 양품률 {share}</translation>
    </message>
</context>
<context>
    <name>SignInDialog</name>
    <message>
        <source>Checking…</source>
        <translation>확인하는 중…</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>로그인</translation>
    </message>
    <message>
        <source>The badge was not read. Hold it there once more.</source>
        <translation>사원증을 읽지 못했습니다. 다시 한 번 대세요.</translation>
    </message>
</context>
<context>
    <name>SignalList</name>
    <message>
        <source>Nothing can be said without limits.</source>
        <translation>관리 한계가 없어 판단할 수 없습니다.</translation>
    </message>
    <message>
        <source>Nothing unusual.</source>
        <translation>이상 없음.</translation>
    </message>
    <message>
        <source>Rule {number}</source>
        <translation>규칙 {number}</translation>
    </message>
    <message>
        <source>Signals</source>
        <translation>신호</translation>
    </message>
</context>
<context>
    <name>Statistics</name>
    <message>
        <source>Beyond a limit</source>
        <translation>관리 한계를 벗어남</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>밝기</translation>
    </message>
    <message>
        <source>Fourteen or more that go up and down by turns</source>
        <translation>14점 이상 번갈아 오르내림</translation>
    </message>
    <message>
        <source>Hour by hour</source>
        <translation>시간별</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>최근 7일</translation>
    </message>
    <message>
        <source>Last shift</source>
        <translation>지난 근무</translation>
    </message>
    <message>
        <source>Nine or more on one side of the centre</source>
        <translation>9점 이상 중심선의 한쪽에 있음</translation>
    </message>
    <message>
        <source>No limits yet: {count} of {needed} subgroups. Choose a longer period or smaller subgroups.</source>
        <translation>아직 관리 한계가 없습니다: 부분군 {needed}개 중 {count}개. 더 긴 기간이나 더 작은 부분군을 고르십시오.</translation>
    </message>
    <message>
        <source>No limits: nearly all was rejected. Choose larger subgroups.</source>
        <translation>관리 한계 없음: 거의 모두 불합격입니다. 더 큰 부분군을 고르십시오.</translation>
    </message>
    <message>
        <source>No limits: too few rejects. Choose larger subgroups.</source>
        <translation>관리 한계 없음: 불합격이 너무 적습니다. 더 큰 부분군을 고르십시오.</translation>
    </message>
    <message>
        <source>Not named</source>
        <translation>미지정</translation>
    </message>
    <message>
        <source>Place, across, %</source>
        <translation>가로 위치, %</translation>
    </message>
    <message>
        <source>Place, down, %</source>
        <translation>세로 위치, %</translation>
    </message>
    <message>
        <source>Reviews, %</source>
        <translation>확인 필요 비율, %</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>점수</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>선명도</translation>
    </message>
    <message>
        <source>Six or more that only rise or only fall</source>
        <translation>6점 이상 계속 오르거나 계속 내림</translation>
    </message>
    <message>
        <source>This shift</source>
        <translation>이번 근무</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>오늘</translation>
    </message>
    <message>
        <source>{count} castings each</source>
        <translation>{count}개씩</translation>
    </message>
    <message>
        <source>{total} castings
Yield {yields}
Reject {rejected} ({rejects})
Review {review} ({reviews})</source>
        <translation>제품 {total}개
양품률 {yields}
불합격 {rejected} ({rejects})
확인 필요 {review} ({reviews})</translation>
    </message>
</context>
<context>
    <name>StatisticsChooser</name>
    <message>
        <source>Period</source>
        <translation>기간</translation>
    </message>
    <message>
        <source>Subgroups</source>
        <translation>부분군</translation>
    </message>
</context>
<context>
    <name>StatisticsFigures</name>
    <message>
        <source>7 days before</source>
        <translation>이전 7일</translation>
    </message>
    <message>
        <source>Castings</source>
        <translation>제품 수</translation>
    </message>
    <message>
        <source>Pictures not judged</source>
        <translation>판정하지 못한 사진</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>불합격</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>확인 필요</translation>
    </message>
    <message>
        <source>Shift before</source>
        <translation>이전 근무</translation>
    </message>
    <message>
        <source>Yield</source>
        <translation>양품률</translation>
    </message>
</context>
<context>
    <name>StatisticsPage</name>
    <message>
        <source>Back  Esc</source>
        <translation>뒤로  Esc</translation>
    </message>
    <message>
        <source>No castings in this period. Choose another one.</source>
        <translation>이 기간에는 제품이 없습니다. 다른 기간을 고르십시오.</translation>
    </message>
    <message>
        <source>The record is being read …</source>
        <translation>기록을 읽는 중입니다 …</translation>
    </message>
</context>
<context>
    <name>Study</name>
    <message>
        <source>All say the same, every time, of {alike} of {count} castings; of {right} they are right.</source>
        <translation>주물 {count}개 중 {alike}개에서 모두가 매번 같은 판정을 했고, 그중 {right}개가 옳습니다.</translation>
    </message>
    <message>
        <source>Appraiser</source>
        <translation>평가자</translation>
    </message>
    <message>
        <source>Effectiveness</source>
        <translation>유효성</translation>
    </message>
    <message>
        <source>False alarms</source>
        <translation>오경보율</translation>
    </message>
    <message>
        <source>Kappa</source>
        <translation>카파</translation>
    </message>
    <message>
        <source>Missed defects</source>
        <translation>놓친 결함</translation>
    </message>
    <message>
        <source>Repeats itself</source>
        <translation>반복성</translation>
    </message>
    <message>
        <source>Reviews</source>
        <translation>확인 필요</translation>
    </message>
    <message>
        <source>The station</source>
        <translation>스테이션</translation>
    </message>
    <message>
        <source>defective</source>
        <translation>불량품</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>양품</translation>
    </message>
    <message>
        <source>{castings} castings, {people} and the station, {trials} times each</source>
        <translation>주물 {castings}개, {people} 및 스테이션, {trials}회씩</translation>
    </message>
    <message>
        <source>✓ acceptable, △ marginal, ✕ unacceptable, by AIAG’s Measurement Systems Analysis: effectiveness from 90 % and 80 %, missed defects to 2 % and 5 %, false alarms to 5 % and 10 %, kappa from 0.75 and 0.40. In brackets: the 95 % interval. A review of the station counts as not passed.</source>
        <translation>AIAG 측정 시스템 분석 기준: ✓ 적합, △ 한계, ✕ 부적합. 유효성 90 %·80 % 이상, 놓친 결함 2 %·5 % 이하, 오경보율 5 %·10 % 이하, 카파 0.75·0.40 이상. 괄호 안은 95 % 신뢰 구간입니다. 스테이션의 ‘확인 필요’는 불합격으로 셉니다.</translation>
    </message>
    <message>
        <source>✓ right   ✕ missed defect   ! false alarm   ? review</source>
        <translation>✓ 옳음   ✕ 놓친 결함   ! 오경보   ? 확인 필요</translation>
    </message>
</context>
<context>
    <name>StudyList</name>
    <message>
        <source>Known castings are judged several times over, by people and by the station, in another order each time: do they say the same, and the right thing?</source>
        <translation>이미 아는 주물을 사람과 스테이션이 매번 다른 순서로 여러 번 판정합니다. 판정이 서로 같고 옳은지 알 수 있습니다.</translation>
    </message>
    <message>
        <source>New study…  A</source>
        <translation>새 분석…  A</translation>
    </message>
    <message>
        <source>No study so far.</source>
        <translation>아직 분석이 없습니다.</translation>
    </message>
    <message>
        <source>Studies on record</source>
        <translation>기록된 분석</translation>
    </message>
    <message>
        <source>complete: see the result</source>
        <translation>완료: 결과 보기</translation>
    </message>
    <message>
        <source>{done} of {count} judgements: go on</source>
        <translation>판정 {count}회 중 {done}회: 계속하기</translation>
    </message>
</context>
<context>
    <name>StudyPage</name>
    <message>
        <source>Attribute agreement</source>
        <translation>계수형 측정 시스템 분석</translation>
    </message>
    <message>
        <source>Back  Esc</source>
        <translation>뒤로  Esc</translation>
    </message>
</context>
<context>
    <name>StudyReport</name>
    <message>
        <source>Attribute agreement study</source>
        <translation>계수형 측정 시스템 분석</translation>
    </message>
    <message>
        <source>Casting</source>
        <translation>주물</translation>
    </message>
    <message>
        <source>How well each appraiser judges</source>
        <translation>평가자별 판정 성과</translation>
    </message>
    <message>
        <source>Known to be</source>
        <translation>기준</translation>
    </message>
    <message>
        <source>What was said of each casting</source>
        <translation>주물별 판정</translation>
    </message>
    <message>
        <source>Who agrees with whom: kappa</source>
        <translation>평가자 간 일치: 카파</translation>
    </message>
    <message>
        <source>{size}; led by {name}; network {network}; times in {zone}; written {now}</source>
        <translation>{size}; 진행 {name}; 네트워크 {network}; 시각 {zone}; 작성 {now}</translation>
    </message>
</context>
<context>
    <name>StudyResult</name>
    <message>
        <source>Casting</source>
        <translation>주물</translation>
    </message>
    <message>
        <source>Figures of each appraiser</source>
        <translation>평가자별 수치</translation>
    </message>
    <message>
        <source>Kappa</source>
        <translation>카파</translation>
    </message>
    <message>
        <source>Known to be</source>
        <translation>기준</translation>
    </message>
    <message>
        <source>What was said of each casting</source>
        <translation>주물별 판정</translation>
    </message>
    <message>
        <source>Who agrees with whom</source>
        <translation>평가자 간 일치</translation>
    </message>
</context>
<context>
    <name>StudyTask</name>
    <message>
        <source>Ask for the judgement before once more</source>
        <translation>바로 앞 판정을 다시 묻습니다</translation>
    </message>
    <message>
        <source>Casting {number}</source>
        <translation>주물 {number}</translation>
    </message>
    <message>
        <source>Defective  Ctrl+X</source>
        <translation>불량품  Ctrl+X</translation>
    </message>
    <message>
        <source>Hand it over without saying what is known of it, and press what {name} says.</source>
        <translation>기준을 말하지 말고 건네준 뒤, {name}의 판정을 누르세요.</translation>
    </message>
    <message>
        <source>Inspect now  Ctrl+I</source>
        <translation>지금 검사  Ctrl+I</translation>
    </message>
    <message>
        <source>Judgement {number} of {count}, trial {trial} of {trials}</source>
        <translation>판정 {number}/{count}, 반복 {trial}/{trials}</translation>
    </message>
    <message>
        <source>Lay it on the rig. It is judged when it lies still or, where the camera runs freely, when you press Ctrl+I. Castings of the line are not judged meanwhile.</source>
        <translation>검사대에 올려놓으세요. 멈추면 판정합니다. 카메라가 연속 촬영 중이면 Ctrl+I를 누르세요. 그동안 라인의 주물은 판정하지 않습니다.</translation>
    </message>
    <message>
        <source>One back  Ctrl+Backspace</source>
        <translation>이전 판정  Ctrl+Backspace</translation>
    </message>
    <message>
        <source>Sound  Ctrl+S</source>
        <translation>양품  Ctrl+S</translation>
    </message>
</context>
<context>
    <name>TallyPanel</name>
    <message>
        <source>Parts / min</source>
        <translation>분당 개수</translation>
    </message>
    <message>
        <source>Pass</source>
        <translation>합격</translation>
    </message>
    <message>
        <source>Pictures not judged: {count} ({reasons})</source>
        <translation>판정하지 못한 사진: {count} ({reasons})</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>불합격</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>확인 필요</translation>
    </message>
    <message>
        <source>This shift</source>
        <translation>이번 근무</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Yield</source>
        <translation>양품률</translation>
    </message>
    <message>
        <source>{shift} shift</source>
        <translation>{shift} 근무</translation>
    </message>
</context>
<context>
    <name>TeachDialog</name>
    <message>
        <source>Are the newest castings as they should be?</source>
        <translation>최근 주물들이 정상인가요?</translation>
    </message>
    <message>
        <source>Brightness, sharpness, place and review rate of the newest {count} castings
become the baseline; the station warns when they drift away from it.
Teach only while lamp, lens and line are as they should be.</source>
        <translation>최근 주물 {count}개의 밝기, 선명도, 위치, 확인 필요 비율이 기준이 되고,
여기서 벗어나면 경고합니다.
조명, 렌즈, 라인이 모두 정상일 때만 기준을 잡으세요.</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>그대로 두기</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>기준 잡기</translation>
    </message>
    <message>
        <source>Teach how castings should lie and look</source>
        <translation>정상 상태의 기준 잡기</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>A casting gets an outline once it is seen whole. It is judged by itself as soon as it lies still; nobody needs to press anything.</source>
        <translation>주물 전체가 보이면 윤곽선이 표시됩니다. 주물이 멈추면 저절로 판정하므로 아무것도 누르지 않아도 됩니다.</translation>
    </message>
    <message>
        <source>At a reject a bar goes across the screen and the alarm sounds until somebody acknowledges it: touch the bar&apos;s button, or press Space.</source>
        <translation>불합격이 나오면 화면에 띠가 나타나고, 누군가 확인할 때까지 경보가 울립니다. 띠의 버튼을 누르거나 스페이스 키를 누르세요.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>직접 하기</translation>
    </message>
    <message>
        <source>Camera, network, disk, Kafka and sound. Touch a light to read what is wrong and what to do.</source>
        <translation>카메라, 네트워크, 디스크, Kafka, 소리의 상태입니다. 표시등을 누르면 무엇이 잘못되었고 어떻게 해야 하는지 알려 줍니다.</translation>
    </message>
    <message>
        <source>Ctrl+I judges what lies on the rig now. Ctrl+P lets castings pass without judging them, until it is pressed again.</source>
        <translation>Ctrl+I를 누르면 지금 검사대에 있는 주물을 판정합니다. Ctrl+P를 누르면 다시 누를 때까지 판정하지 않고 주물을 보냅니다.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>마침</translation>
    </message>
    <message>
        <source>End the tour  Esc</source>
        <translation>둘러보기 끝내기  Esc</translation>
    </message>
    <message>
        <source>Everything else</source>
        <translation>그 밖의 것</translation>
    </message>
    <message>
        <source>History and statistics lie beside this button, the rest beneath it. The manual (F1) opens at the page that fits; F10 begins this tour again.</source>
        <translation>이력과 통계는 이 버튼 옆에, 나머지는 이 버튼 안에 있습니다. 설명서(F1)는 알맞은 쪽이 열리고, F10을 누르면 이 안내를 다시 시작합니다.</translation>
    </message>
    <message>
        <source>How many castings came, passed, were rejected or wait for a person.</source>
        <translation>지나간 주물, 합격, 불합격, 사람의 결정을 기다리는 주물의 수입니다.</translation>
    </message>
    <message>
        <source>Is all well?</source>
        <translation>모두 정상인가요?</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>다음</translation>
    </message>
    <message>
        <source>Pass, reject or review, to be read from five metres. Each has its own shape, word and colour. What keeps the station from judging stands here, too.</source>
        <translation>합격, 불합격, 확인 필요를 5미터 밖에서도 읽을 수 있습니다. 모양과 글자와 색이 모두 다릅니다. 판정할 수 없는 이유도 여기에 나옵니다.</translation>
    </message>
    <message>
        <source>The alarm</source>
        <translation>경보</translation>
    </message>
    <message>
        <source>The last castings</source>
        <translation>최근 주물</translation>
    </message>
    <message>
        <source>The verdict</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>This shift</source>
        <translation>이번 근무</translation>
    </message>
    <message>
        <source>Touch one to see where the defect is. There it can be inspected again, and a person decides what is to be reviewed.</source>
        <translation>하나를 누르면 결함의 위치를 볼 수 있습니다. 거기서 다시 검사하고, ‘확인 필요’인 주물은 사람이 결정합니다.</translation>
    </message>
    <message>
        <source>What the camera sees</source>
        <translation>카메라가 보는 것</translation>
    </message>
</context>
<context>
    <name>TourBar</name>
    <message>
        <source>Are you new here? A short tour shows what is where.</source>
        <translation>처음이신가요? 화면의 각 부분을 짧게 안내해 드립니다.</translation>
    </message>
    <message>
        <source>No, thanks  Esc</source>
        <translation>괜찮습니다  Esc</translation>
    </message>
    <message>
        <source>Tour  F10</source>
        <translation>둘러보기  F10</translation>
    </message>
</context>
<context>
    <name>UnrecordedDialog</name>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>폐기…</translation>
    </message>
    <message>
        <source>Inspected again</source>
        <translation>다시 검사함</translation>
    </message>
    <message>
        <source>Not judged</source>
        <translation>판정 안 됨</translation>
    </message>
    <message>
        <source>Reason (required to discard)</source>
        <translation>사유(폐기 시 필수)</translation>
    </message>
    <message>
        <source>Results that could not be stored</source>
        <translation>저장하지 못한 결과</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>These results are kept aside and are in no history, report or message. Retry stores them as new inspections; what is discarded is given up for good.</source>
        <translation>이 결과들은 따로 보관되어 있으며 이력, 보고서, 전송 메시지에 포함되지 않습니다. 다시 시도하면 새 검사로 저장되고, 폐기하면 되돌릴 수 없습니다.</translation>
    </message>
    <message>
        <source>Trial run</source>
        <translation>시험 운전</translation>
    </message>
</context>
<context>
    <name>VerdictBanner</name>
    <message>
        <source>Arriving</source>
        <translation>진입 중</translation>
    </message>
    <message>
        <source>Challenge</source>
        <translation>챌린지</translation>
    </message>
    <message>
        <source>FAULT</source>
        <translation>고장</translation>
    </message>
    <message>
        <source>Judging</source>
        <translation>판정 중</translation>
    </message>
    <message>
        <source>No casting</source>
        <translation>주물 없음</translation>
    </message>
    <message>
        <source>No casting judged yet</source>
        <translation>아직 판정 없음</translation>
    </message>
    <message>
        <source>No judgement</source>
        <translation>판정 불가</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>영상 없음</translation>
    </message>
    <message>
        <source>PASS</source>
        <translation>합격</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>일시 정지</translation>
    </message>
    <message>
        <source>REJECT</source>
        <translation>불합격</translation>
    </message>
    <message>
        <source>REVIEW</source>
        <translation>확인 필요</translation>
    </message>
    <message>
        <source>Score {score}</source>
        <translation>점수 {score}</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>시작 중</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Again</source>
        <translation>재검사</translation>
    </message>
    <message>
        <source>An error ended the judging. Inspect the casting again.</source>
        <translation>판정 중 오류가 발생했습니다. 주물을 다시 검사하세요.</translation>
    </message>
    <message>
        <source>Blow hole</source>
        <translation>기공</translation>
    </message>
    <message>
        <source>Burr</source>
        <translation>버</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>수동</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>Castings pass unjudged. Stop the line.</source>
        <translation>주물이 판정 없이 지나가고 있습니다. 라인을 멈추세요.</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>디스크</translation>
    </message>
    <message>
        <source>FAULT</source>
        <translation>고장</translation>
    </message>
    <message>
        <source>Glare hides the casting. Check the lighting.</source>
        <translation>빛 반사가 주물을 가립니다. 조명을 확인하세요.</translation>
    </message>
    <message>
        <source>It is being put on record.</source>
        <translation>기록하는 중입니다.</translation>
    </message>
    <message>
        <source>It is not of the size that was taught. Is it this part?</source>
        <translation>학습된 크기와 다릅니다. 이 부품이 맞습니까?</translation>
    </message>
    <message>
        <source>Kafka</source>
        <translation>Kafka</translation>
    </message>
    <message>
        <source>Lay casting {number} on the rig, then Inspect now. It must be rejected.</source>
        <translation>주물 {number}을(를) 올려놓고 ‘지금 검사’를 누르세요. 불합격이어야 합니다.</translation>
    </message>
    <message>
        <source>Lay casting {number} on the rig, then Inspect now. It must pass.</source>
        <translation>주물 {number}을(를) 올려놓고 ‘지금 검사’를 누르세요. 합격이어야 합니다.</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>라인</translation>
    </message>
    <message>
        <source>Metallurgical</source>
        <translation>금속 조직 결함</translation>
    </message>
    <message>
        <source>Mould material</source>
        <translation>주형재 혼입</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>정상</translation>
    </message>
    <message>
        <source>Other defect</source>
        <translation>기타 결함</translation>
    </message>
    <message>
        <source>Pass</source>
        <translation>합격</translation>
    </message>
    <message>
        <source>Pinhole</source>
        <translation>핀홀</translation>
    </message>
    <message>
        <source>Pouring metal</source>
        <translation>주탕 불량</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>불합격</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>확인 필요</translation>
    </message>
    <message>
        <source>Shrinkage</source>
        <translation>수축</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>소리</translation>
    </message>
    <message>
        <source>Taught by {count} castings: brightness {brightness}, sharpness {sharpness}. The station warns when they drift away from it.</source>
        <translation>주물 {count}개로 기준을 잡았습니다: 밝기 {brightness}, 선명도 {sharpness}. 여기서 벗어나면 경고합니다.</translation>
    </message>
    <message>
        <source>The casting is cut off by the picture’s edge. Move it in.</source>
        <translation>주물이 화면 가장자리에서 잘렸습니다. 안쪽으로 옮기세요.</translation>
    </message>
    <message>
        <source>The image cannot be read. Check the camera.</source>
        <translation>이미지를 읽을 수 없습니다. 카메라를 확인하세요.</translation>
    </message>
    <message>
        <source>The picture is blurred. Check focus and lens.</source>
        <translation>사진이 흐립니다. 초점과 렌즈를 확인하세요.</translation>
    </message>
    <message>
        <source>The picture is too bright. Check lighting and exposure.</source>
        <translation>사진이 너무 밝습니다. 조명과 노출을 확인하세요.</translation>
    </message>
    <message>
        <source>The picture is too dark. Check the lighting.</source>
        <translation>사진이 너무 어둡습니다. 조명을 확인하세요.</translation>
    </message>
    <message>
        <source>Unlike the castings that the network knows. Is it this part?</source>
        <translation>네트워크가 아는 주물과 다릅니다. 이 부품이 맞습니까?</translation>
    </message>
    <message>
        <source>What lies there is no casting of this kind.</source>
        <translation>검사대에 있는 것은 이 종류의 주물이 아닙니다.</translation>
    </message>
    <message>
        <source>another size</source>
        <translation>크기 다름</translation>
    </message>
    <message>
        <source>blurred</source>
        <translation>흐림</translation>
    </message>
    <message>
        <source>cut off</source>
        <translation>잘림</translation>
    </message>
    <message>
        <source>glare</source>
        <translation>빛 반사</translation>
    </message>
    <message>
        <source>judging failed</source>
        <translation>판정 실패</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>미검사</translation>
    </message>
    <message>
        <source>no casting</source>
        <translation>주물 없음</translation>
    </message>
    <message>
        <source>off</source>
        <translation>꺼짐</translation>
    </message>
    <message>
        <source>too bright</source>
        <translation>너무 밝음</translation>
    </message>
    <message>
        <source>too dark</source>
        <translation>너무 어두움</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>읽을 수 없음</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>대기</translation>
    </message>
    <message>
        <source>{number} must be rejected</source>
        <translation>{number}: 불합격이어야 함</translation>
    </message>
    <message>
        <source>{number} must pass</source>
        <translation>{number}: 합격이어야 함</translation>
    </message>
</context>
<context>
    <name>YieldChart</name>
    <message>
        <source>Dashed: 7 days before</source>
        <translation>점선: 이전 7일</translation>
    </message>
    <message>
        <source>Yield by hour, %</source>
        <translation>시간별 양품률, %</translation>
    </message>
</context>
</TS>
