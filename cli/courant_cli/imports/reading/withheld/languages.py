"""The words of publishing in the languages of writers (no I/O): what a key, a value, a tag or a folder may say.

Words are compared without case, marks and signs (`Bản nháp` is `bannhap`). A language that is not here is not
understood, and that is a reason to keep a file private too: see `keys`.
"""

from courant_cli.imports.reading.words import bare


def _all(words: str) -> frozenset[str]:
    return frozenset(map(bare, words.replace("\n", " ").split()))


#: A text that is not finished.
DRAFT = _all("""
    draft drafts entwurf entwürfe entwuerfe rohfassung brouillon brouillons borrador borradores esborrany bozza bozze
    rascunho rascunhos klad klade kladde kladd utkast luonnos luonnokset szkic szkice brudnopis koncept návrh nacrt
    osnutek vázlat piszkozat ciornă taslak taslaklar черновик черновики чернетка чернетки чернова нацрт πρόχειρο
    πρόχειρα προσχέδιο مسودة مسودات پیش‌نویس طيوطة טיוטה טיוטות ड्राफ्ट प्रारूप मसौदा खसरा খসড়া வரைவு ฉบับร่าง
    草稿 草案 未发布 未發佈 未發布 待发布 下書き 未公開 下书 초안 임시저장 미공개 nháp bản-nháp draf konsep
""")

#: A text for some people only, or for nobody any more.
PRIVATE = _all("""
    private privat privata privatno privada privado privado privé privée privato prywatny prywatne prywatna soukromé
    súkromné yksityinen privát özel gizli приватно приватный приватний личное частный скрыто скрытый прихований
    таен ιδιωτικό κρυφό κρυμμένο geheim verborgen versteckt vertraulich intern interne interno wewnętrzne ukryty ukryte
    tajne poufne secret masqué confidentiel oculto oculta secreto confidencial nascosto nascosta segreto
    riservato escondido skjult skjulte dold hemlig hemmelig salainen piilotettu skryté tajné rejtett titkos
    خاص مخفي سري خصوصی פרטי מוסתר סודי निजी गुप्त छिपा ব্যক্তিগত ส่วนตัว 私有 私密 私人 隐藏 隱藏 秘密 保密 机密 内部 加密
    非公開 非表示 限定公開 비공개 비밀 숨김 riêng-tư bí-mật rahasia pribadi
""")

#: A text for everybody.
PUBLIC = _all("""
    veröffentlicht veroeffentlicht öffentlich oeffentlich sichtbar publié publiée public publique visible publicado
    publicada público pública publicat pubblicato pubblicata pubblico pubblica opublikowany opublikowane opublikowano
    publiczny publiczne widoczny zveřejněno publikováno veřejné zverejnené publicerad publicerat publisert udgivet
    offentliggjort offentlig gepubliceerd openbaar zichtbaar julkaistu julkinen közzétéve nyilvános yayında yayınlandı
    yayımlandı опубликовано опубликован публично опубліковано публічно публикувано δημοσιευμένο δημόσιο منشور عام
    منتشر منتشرشده פורסם מפורסם ציבורי प्रकाशित सार्वजनिक প্রকাশিত เผยแพร่ 发布 發布 發佈 已发布 已發布 公开 公開 公開済み
    공개 발행 게시 xuất-bản đã-xuất-bản công-khai diterbitkan terbit
""")

#: Keys whose value may be a state of publishing.
STATE = _all("""
    sichtbarkeit zustand statut état visibilité estado estatus visibilidad stato visibilità status stan widoczność durum
    görünürlük tila stav állapot stare toestand zichtbaarheid статус состояние видимость κατάσταση الحالة סטטוס 状态
    狀態 状態 公開状態 상태 trạng-thái स्थिति
""")

YES = _all("""
    true yes on 1 y t ja oui si sí sim tak ano áno igen da evet да так ναι نعم بله כן हाँ हां হ্যাঁ ใช่ 是 真 はい 예 네
    có đúng ya kyllä joo jah wahr vrai verdadero vero
""")

NO = _all("""
    false no off 0 n f nein nee nej nei non não nie ne nem nu hayır нет ні не όχι لا خیر לא नहीं না ไม่ 否 不 假 いいえ
    아니요 아니오 không tidak ei falsch faux falso
""")
