/**
 * Places by which people find their time zone: `zone | English | Russian | other names`. The zones are those of IANA, their
 * names in both languages those of CLDR, with the country where it has one time, and with what people call a city for short;
 * after them come the big cities that no zone is called after.
 */
const table = `
UTC | UTC | UTC
Africa/Abidjan | Abidjan | Кот-д’Ивуар
Africa/Accra | Accra | Гана
Africa/Addis_Ababa | Addis Ababa | Аддис-Абеба | Ethiopia | Эфиопия
Africa/Algiers | Algiers | Алжир | Algeria
Africa/Asmera | Asmera | Эритрея | Eritrea
Africa/Bamako | Bamako | Мали
Africa/Bangui | Bangui | Центрально-Африканская Республика | Central African Republic
Africa/Banjul | Banjul | Гамбия
Africa/Bissau | Bissau | Гвинея-Бисау | Guinea-Bissau
Africa/Blantyre | Blantyre | Малави | Malawi
Africa/Brazzaville | Brazzaville | Конго - Браззавиль | Congo - Brazzaville
Africa/Bujumbura | Bujumbura | Бурунди | Burundi
Africa/Cairo | Cairo | Каир | Egypt | Египет
Africa/Casablanca | Casablanca | Касабланка | Morocco | Марокко
Africa/Ceuta | Ceuta | Сеута
Africa/Conakry | Conakry | Гвинея
Africa/Dakar | Dakar | Сенегал
Africa/Dar_es_Salaam | Dar es Salaam | Танзания | Tanzania
Africa/Djibouti | Djibouti | Джибути
Africa/Douala | Douala | Камерун | Cameroon
Africa/El_Aaiun | El Aaiun | Западная Сахара | Western Sahara
Africa/Freetown | Freetown | Сьерра-Леоне
Africa/Gaborone | Gaborone | Ботсвана | Botswana
Africa/Harare | Harare | Зимбабве | Zimbabwe
Africa/Johannesburg | Johannesburg | Южно-Африканская Республика | South Africa
Africa/Johannesburg | Cape Town | Кейптаун
Africa/Juba | Juba | Южный Судан | South Sudan
Africa/Kampala | Kampala | Уганда | Uganda
Africa/Khartoum | Khartoum | Судан | Sudan
Africa/Kigali | Kigali | Руанда | Rwanda
Africa/Kinshasa | Kinshasa | Киншаса
Africa/Lagos | Lagos | Лагос | Nigeria | Нигерия
Africa/Libreville | Libreville | Габон | Gabon
Africa/Lome | Lome | Того
Africa/Luanda | Luanda | Ангола | Angola
Africa/Lubumbashi | Lubumbashi | Лубумбаши
Africa/Lusaka | Lusaka | Замбия | Zambia
Africa/Malabo | Malabo | Экваториальная Гвинея | Equatorial Guinea
Africa/Maputo | Maputo | Мозамбик | Mozambique
Africa/Maseru | Maseru | Лесото | Lesotho
Africa/Mbabane | Mbabane | Эсватини | Eswatini
Africa/Mogadishu | Mogadishu | Сомали | Somalia
Africa/Monrovia | Monrovia | Либерия | Liberia
Africa/Nairobi | Nairobi | Найроби | Kenya | Кения
Africa/Ndjamena | Ndjamena | Чад | Chad
Africa/Niamey | Niamey | Нигер | Niger
Africa/Nouakchott | Nouakchott | Мавритания
Africa/Ouagadougou | Ouagadougou | Буркина-Фасо
Africa/Porto-Novo | Porto-Novo | Бенин | Benin
Africa/Sao_Tome | Sao Tome | Сан-Томе и Принсипи
Africa/Tripoli | Tripoli | Ливия | Libya
Africa/Tunis | Tunis | Тунис | Tunisia
Africa/Windhoek | Windhoek | Намибия | Namibia
America/Adak | Adak | Адак
America/Anchorage | Anchorage | Анкоридж
America/Anguilla | Anguilla | Ангилья
America/Antigua | Antigua | Антигуа и Барбуда
America/Araguaina | Araguaina | Арагуаина | Araguaína
America/Argentina/La_Rioja | La Rioja | Ла-Риоха
America/Argentina/Rio_Gallegos | Rio Gallegos | Рио-Гальегос | Río Gallegos
America/Argentina/Salta | Salta | Сальта
America/Argentina/San_Juan | San Juan | Сан-Хуан
America/Argentina/San_Luis | San Luis | Сан-Луис
America/Argentina/Tucuman | Tucuman | Тукуман | Tucumán
America/Argentina/Ushuaia | Ushuaia | Ушуая
America/Aruba | Aruba | Аруба
America/Asuncion | Asuncion | Парагвай | Paraguay
America/Bahia | Bahia | Баия
America/Bahia_Banderas | Bahia Banderas | Баия-де-Бандерас
America/Barbados | Barbados | Барбадос
America/Belem | Belem | Белен | Belém
America/Belize | Belize | Белиз
America/Blanc-Sablon | Blanc-Sablon | Бланк-Саблон
America/Boa_Vista | Boa Vista | Боа-Виста
America/Bogota | Bogotá | Богота | Colombia | Колумбия | Bogota
America/Boise | Boise | Бойсе
America/Buenos_Aires | Buenos Aires | Буэнос-Айрес
America/Cambridge_Bay | Cambridge Bay | Кеймбридж-Бей
America/Campo_Grande | Campo Grande | Кампу-Гранди
America/Cancun | Cancun | Канкун
America/Caracas | Caracas | Каракас | Venezuela | Венесуэла
America/Catamarca | Catamarca | Катамарка
America/Cayenne | Cayenne | Французская Гвиана | French Guiana
America/Cayman | Cayman | о-ва Кайман
America/Chicago | Chicago | Чикаго
America/Chicago | Houston | Хьюстон
America/Chicago | Dallas | Даллас
America/Chihuahua | Chihuahua | Чиуауа
America/Ciudad_Juarez | Ciudad Juarez | Сьюдад-Хуарес
America/Coral_Harbour | Coral Harbour | Корал-Харбор
America/Cordoba | Cordoba | Кордова | Córdoba
America/Costa_Rica | Costa Rica | Коста-Рика
America/Coyhaique | Coyhaique | Койайке
America/Creston | Creston | Крестон
America/Cuiaba | Cuiaba | Куяба | Cuiabá
America/Curacao | Curacao | Кюрасао
America/Danmarkshavn | Danmarkshavn | Денмарксхавн
America/Dawson | Dawson | Доусон
America/Dawson_Creek | Dawson Creek | Доусон-Крик
America/Denver | Denver | Денвер
America/Denver | Salt Lake City | Солт-Лейк-Сити
America/Detroit | Detroit | Детройт
America/Dominica | Dominica | Доминика
America/Edmonton | Edmonton | Эдмонтон
America/Eirunepe | Eirunepe | Эйрунепе | Eirunepé
America/El_Salvador | El Salvador | Сальвадор
America/Fort_Nelson | Fort Nelson | Форт Нельсон
America/Fortaleza | Fortaleza | Форталеза
America/Glace_Bay | Glace Bay | Глейс-Бей
America/Godthab | Nuuk | Нуук | Godthab
America/Goose_Bay | Goose Bay | Гус-Бей
America/Grand_Turk | Grand Turk | Тёркс и Кайкос
America/Grenada | Grenada | Гренада
America/Guadeloupe | Guadeloupe | Гваделупа
America/Guatemala | Guatemala | Гватемала
America/Guayaquil | Guayaquil | Эквадор | Ecuador
America/Guyana | Guyana | Гайана
America/Halifax | Halifax | Галифакс
America/Havana | Havana | Гавана | Cuba | Куба
America/Hermosillo | Hermosillo | Эрмосильо
America/Indiana/Knox | Knox | Нокс, Индиана
America/Indiana/Marengo | Marengo | Маренго, Индиана
America/Indiana/Petersburg | Petersburg | Питерсберг, Индиана
America/Indiana/Tell_City | Tell City | Телл-Сити
America/Indiana/Vevay | Vevay | Вевей, Индиана
America/Indiana/Vincennes | Vincennes | Винсеннес
America/Indiana/Winamac | Winamac | Уинамак
America/Indianapolis | Indianapolis | Индианаполис
America/Inuvik | Inuvik | Инувик
America/Iqaluit | Iqaluit | Икалуит
America/Jamaica | Jamaica | Ямайка
America/Jujuy | Jujuy | Жужуй
America/Juneau | Juneau | Джуно
America/Kentucky/Monticello | Monticello | Монтиселло, Кентукки
America/Kralendijk | Kralendijk | Бонэйр, Синт-Эстатиус и Саба
America/La_Paz | La Paz | Ла-Пас | Bolivia | Боливия
America/Lima | Lima | Лима | Peru | Перу
America/Los_Angeles | Los Angeles | Лос-Анджелес | LA
America/Los_Angeles | San Francisco | Сан-Франциско | SF
America/Los_Angeles | Seattle | Сиэтл
America/Los_Angeles | Portland | Портленд
America/Louisville | Louisville | Луисвилл
America/Lower_Princes | Lower Princes | Синт-Мартен
America/Maceio | Maceio | Масейо | Maceió
America/Managua | Managua | Никарагуа
America/Manaus | Manaus | Манаус
America/Marigot | Marigot | Сен-Мартен
America/Martinique | Martinique | Мартиника
America/Matamoros | Matamoros | Матаморос
America/Mazatlan | Mazatlan | Масатлан | Mazatlán
America/Mendoza | Mendoza | Мендоса
America/Menominee | Menominee | Меномини
America/Merida | Merida | Мерида
America/Metlakatla | Metlakatla | Метлакатла
America/Mexico_City | Mexico City | Мехико
America/Miquelon | Miquelon | Сен-Пьер и Микелон
America/Moncton | Moncton | Монктон
America/Monterrey | Monterrey | Монтеррей
America/Montevideo | Montevideo | Монтевидео | Uruguay | Уругвай
America/Montserrat | Montserrat | Монтсеррат
America/Nassau | Nassau | Багамы
America/New_York | New York | Нью-Йорк | NYC
America/New_York | Washington | Вашингтон | Washington DC
America/New_York | Boston | Бостон
America/New_York | Philadelphia | Филадельфия
America/New_York | Miami | Майами
America/New_York | Atlanta | Атланта
America/Nome | Nome | Ном
America/Noronha | Noronha | Норонья | Fernando de Noronha
America/North_Dakota/Beulah | Beulah | Бойла, Северная Дакота
America/North_Dakota/Center | Center | Центр, Северная Дакота
America/North_Dakota/New_Salem | New Salem | Нью-Сейлем, Северная Дакота
America/Ojinaga | Ojinaga | Охинага
America/Panama | Panama | Панама
America/Paramaribo | Paramaribo | Суринам | Suriname
America/Phoenix | Phoenix | Финикс
America/Port-au-Prince | Port-au-Prince | Гаити
America/Port_of_Spain | Port of Spain | Тринидад и Тобаго
America/Porto_Velho | Porto Velho | Порту-Велью
America/Puerto_Rico | Puerto Rico | Пуэрто-Рико
America/Punta_Arenas | Punta Arenas | Пунта-Аренас
America/Rankin_Inlet | Rankin Inlet | Ранкин-Инлет
America/Recife | Recife | Ресифи
America/Regina | Regina | Реджайна
America/Resolute | Resolute | Резольют
America/Rio_Branco | Rio Branco | Риу-Бранку
America/Santarem | Santarem | Сантарен | Santarém
America/Santiago | Santiago | Сантьяго | Chile | Чили
America/Santo_Domingo | Santo Domingo | Санто-Доминго | Dominican Republic | Доминиканская Республика
America/Sao_Paulo | Sao Paulo | Сан-Паулу | São Paulo
America/Sao_Paulo | Rio de Janeiro | Рио-де-Жанейро
America/Scoresbysund | Scoresbysund | Скорсбисунн | Ittoqqortoormiit
America/Sitka | Sitka | Ситка
America/St_Barthelemy | St Barthelemy | Сен-Бартелеми
America/St_Johns | St Johns | Сент-Джонс | St. John’s
America/St_Kitts | St Kitts | Сент-Китс и Невис
America/St_Lucia | St Lucia | Сент-Люсия
America/St_Thomas | St Thomas | Виргинские о-ва (США)
America/St_Vincent | St Vincent | Сент-Винсент и Гренадины
America/Swift_Current | Swift Current | Свифт-Керрент
America/Tegucigalpa | Tegucigalpa | Гондурас
America/Thule | Thule | Туле
America/Tijuana | Tijuana | Тихуана
America/Toronto | Toronto | Торонто
America/Toronto | Montreal | Монреаль
America/Toronto | Ottawa | Оттава
America/Tortola | Tortola | Виргинские о-ва (Великобритания)
America/Vancouver | Vancouver | Ванкувер
America/Whitehorse | Whitehorse | Уайтхорс
America/Winnipeg | Winnipeg | Виннипег
America/Yakutat | Yakutat | Якутат
Antarctica/Casey | Casey | Кейси
Antarctica/Davis | Davis | Дейвис
Antarctica/DumontDUrville | DumontDUrville | Дюмон-д’Юрвиль | Dumont d’Urville
Antarctica/Macquarie | Macquarie | Маккуори | Macquarie Island
Antarctica/Mawson | Mawson | Моусон
Antarctica/McMurdo | McMurdo | Мак-Мердо
Antarctica/Palmer | Palmer | Палмер | Palmer Land
Antarctica/Rothera | Rothera | Ротера
Antarctica/Syowa | Syowa | Сёва | Showa
Antarctica/Troll | Troll | Тролль
Antarctica/Vostok | Vostok | Восток
Arctic/Longyearbyen | Longyearbyen | Шпицберген и Ян-Майен | Svalbard & Jan Mayen
Asia/Aden | Aden | Йемен | Yemen
Asia/Almaty | Almaty | Алматы
Asia/Almaty | Alma-Ata | Алма-Ата
Asia/Almaty | Astana | Астана
Asia/Almaty | Karaganda | Караганда
Asia/Almaty | Shymkent | Шымкент | Чимкент
Asia/Almaty | Pavlodar | Павлодар
Asia/Amman | Amman | Иордания | Jordan
Asia/Anadyr | Anadyr | Анадырь
Asia/Aqtau | Aqtau | Актау | Aktau
Asia/Aqtobe | Aqtobe | Актобе
Asia/Ashgabat | Ashgabat | Ашхабад | Turkmenistan | Туркменистан
Asia/Atyrau | Atyrau | Атырау
Asia/Baghdad | Baghdad | Багдад | Iraq | Ирак
Asia/Bahrain | Bahrain | Бахрейн
Asia/Baku | Baku | Баку | Azerbaijan | Азербайджан
Asia/Bangkok | Bangkok | Бангкок | Thailand | Таиланд
Asia/Barnaul | Barnaul | Барнаул
Asia/Beirut | Beirut | Бейрут | Lebanon | Ливан
Asia/Bishkek | Bishkek | Бишкек | Kyrgyzstan | Киргизия
Asia/Brunei | Brunei | Бруней
Asia/Calcutta | Kolkata | Калькутта | India | Индия | Calcutta
Asia/Calcutta | Delhi | Дели
Asia/Calcutta | Mumbai | Мумбаи
Asia/Chita | Chita | Чита
Asia/Colombo | Colombo | Шри-Ланка | Sri Lanka
Asia/Damascus | Damascus | Дамаск | Syria | Сирия
Asia/Dhaka | Dhaka | Дакка | Bangladesh | Бангладеш
Asia/Dili | Dili | Восточный Тимор | Timor-Leste
Asia/Dubai | Dubai | Дубай | United Arab Emirates | ОАЭ
Asia/Dushanbe | Dushanbe | Душанбе | Tajikistan | Таджикистан
Asia/Famagusta | Famagusta | Фамагуста
Asia/Gaza | Gaza | Газа
Asia/Hebron | Hebron | Хеврон
Asia/Hong_Kong | Hong Kong | Гонконг | Hong Kong SAR China | Гонконг (САР)
Asia/Hovd | Hovd | Ховд | Khovd
Asia/Irkutsk | Irkutsk | Иркутск
Asia/Irkutsk | Ulan-Ude | Улан-Удэ
Asia/Jakarta | Jakarta | Джакарта
Asia/Jayapura | Jayapura | Джаяпура
Asia/Jerusalem | Jerusalem | Иерусалим | Israel | Израиль
Asia/Jerusalem | Tel Aviv | Тель-Авив
Asia/Jerusalem | Haifa | Хайфа
Asia/Kabul | Kabul | Кабул | Afghanistan | Афганистан
Asia/Kamchatka | Kamchatka | Петропавловск-Камчатский
Asia/Kamchatka | Petropavlovsk-Kamchatsky | Петропавловск-Камчатский
Asia/Karachi | Karachi | Карачи | Pakistan | Пакистан
Asia/Katmandu | Kathmandu | Катманду | Nepal | Непал | Katmandu
Asia/Khandyga | Khandyga | Хандыга
Asia/Krasnoyarsk | Krasnoyarsk | Красноярск
Asia/Krasnoyarsk | Abakan | Абакан
Asia/Kuala_Lumpur | Kuala Lumpur | Малайзия | Malaysia
Asia/Kuching | Kuching | Кучинг
Asia/Kuwait | Kuwait | Кувейт
Asia/Macau | Macau | Макао (САР) | Macao SAR China
Asia/Magadan | Magadan | Магадан
Asia/Makassar | Makassar | Макасар
Asia/Makassar | Bali | Бали
Asia/Manila | Manila | Манила | Philippines | Филиппины
Asia/Muscat | Muscat | Оман | Oman
Asia/Nicosia | Nicosia | Никосия
Asia/Nicosia | Limassol | Лимасол
Asia/Novokuznetsk | Novokuznetsk | Новокузнецк
Asia/Novokuznetsk | Kemerovo | Кемерово
Asia/Novosibirsk | Novosibirsk | Новосибирск | нск | Новосиб
Asia/Omsk | Omsk | Омск
Asia/Oral | Oral | Уральск
Asia/Phnom_Penh | Phnom Penh | Камбоджа | Cambodia
Asia/Pontianak | Pontianak | Понтианак
Asia/Pyongyang | Pyongyang | Пхеньян | North Korea | КНДР
Asia/Qatar | Qatar | Катар
Asia/Qostanay | Qostanay | Костанай | Kostanay
Asia/Qyzylorda | Qyzylorda | Кызылорда | Kyzylorda
Asia/Rangoon | Yangon | Янгон | Myanmar (Burma) | Мьянма (Бирма) | Rangoon
Asia/Riyadh | Riyadh | Эр-Рияд | Saudi Arabia | Саудовская Аравия
Asia/Saigon | Ho Chi Minh City | Хошимин | Vietnam | Вьетнам | Saigon
Asia/Saigon | Hanoi | Ханой
Asia/Sakhalin | Sakhalin | о-в Сахалин
Asia/Samarkand | Samarkand | Самарканд
Asia/Samarkand | Bukhara | Бухара
Asia/Seoul | Seoul | Сеул | South Korea | Республика Корея
Asia/Shanghai | Shanghai | Шанхай | China | Китай
Asia/Shanghai | Beijing | Пекин
Asia/Shanghai | Shenzhen | Шэньчжэнь
Asia/Singapore | Singapore | Сингапур
Asia/Srednekolymsk | Srednekolymsk | Среднеколымск
Asia/Taipei | Taipei | Тайбэй | Taiwan | Тайвань
Asia/Tashkent | Tashkent | Ташкент | Uzbekistan | Узбекистан
Asia/Tbilisi | Tbilisi | Тбилиси | Georgia | Грузия
Asia/Tbilisi | Batumi | Батуми
Asia/Tehran | Tehran | Тегеран | Iran | Иран
Asia/Thimphu | Thimphu | Бутан | Bhutan
Asia/Tokyo | Tokyo | Токио | Japan | Япония
Asia/Tokyo | Osaka | Осака
Asia/Tokyo | Kyoto | Киото
Asia/Tomsk | Tomsk | Томск
Asia/Ulaanbaatar | Ulaanbaatar | Улан-Батор
Asia/Urumqi | Urumqi | Урумчи | Ürümqi
Asia/Ust-Nera | Ust-Nera | Усть-Нера
Asia/Vientiane | Vientiane | Лаос | Laos
Asia/Vladivostok | Vladivostok | Владивосток | Владик
Asia/Vladivostok | Khabarovsk | Хабаровск
Asia/Yakutsk | Yakutsk | Якутск
Asia/Yakutsk | Blagoveshchensk | Благовещенск
Asia/Yekaterinburg | Yekaterinburg | Екатеринбург | екб | Екат | Свердловск
Asia/Yekaterinburg | Chelyabinsk | Челябинск | Челяба
Asia/Yekaterinburg | Ufa | Уфа
Asia/Yekaterinburg | Perm | Пермь
Asia/Yekaterinburg | Tyumen | Тюмень
Asia/Yekaterinburg | Orenburg | Оренбург
Asia/Yekaterinburg | Surgut | Сургут
Asia/Yekaterinburg | Magnitogorsk | Магнитогорск
Asia/Yekaterinburg | Nizhny Tagil | Нижний Тагил
Asia/Yerevan | Yerevan | Ереван | Armenia | Армения
Atlantic/Azores | Azores | Азорские о-ва
Atlantic/Bermuda | Bermuda | Бермудские о-ва
Atlantic/Canary | Canary | Канарские о-ва | Canaries
Atlantic/Cape_Verde | Cape Verde | Кабо-Верде
Atlantic/Faeroe | Faeroe | Фарерские о-ва | Faroe Islands
Atlantic/Madeira | Madeira | Мадейра
Atlantic/Reykjavik | Reykjavík | Рейкьявик | Исландия | Reykjavik
Atlantic/South_Georgia | South Georgia | Южная Георгия и Южные Сандвичевы о-ва | South Georgia & South Sandwich Islands
Atlantic/St_Helena | St Helena | о-в Св. Елены
Atlantic/Stanley | Stanley | Фолклендские о-ва | Falkland Islands
Australia/Adelaide | Adelaide | Аделаида
Australia/Brisbane | Brisbane | Брисбен
Australia/Broken_Hill | Broken Hill | Брокен-Хилл
Australia/Darwin | Darwin | Дарвин
Australia/Eucla | Eucla | Юкла
Australia/Hobart | Hobart | Хобарт
Australia/Lindeman | Lindeman | Линдеман
Australia/Lord_Howe | Lord Howe | Лорд-Хау | Lord Howe Island
Australia/Melbourne | Melbourne | Мельбурн
Australia/Perth | Perth | Перт
Australia/Sydney | Sydney | Сидней
Australia/Sydney | Canberra | Канберра
Europe/Amsterdam | Amsterdam | Амстердам | Netherlands | Нидерланды
Europe/Andorra | Andorra | Андорра
Europe/Astrakhan | Astrakhan | Астрахань
Europe/Athens | Athens | Афины | Greece | Греция
Europe/Belgrade | Belgrade | Белград | Serbia | Сербия
Europe/Belgrade | Novi Sad | Нови-Сад
Europe/Berlin | Berlin | Берлин | Germany | Германия
Europe/Berlin | Munich | Мюнхен
Europe/Berlin | Hamburg | Гамбург
Europe/Berlin | Frankfurt | Франкфурт
Europe/Berlin | Cologne | Кёльн
Europe/Bratislava | Bratislava | Братислава | Slovakia | Словакия
Europe/Brussels | Brussels | Брюссель | Belgium | Бельгия
Europe/Bucharest | Bucharest | Бухарест | Romania | Румыния
Europe/Budapest | Budapest | Будапешт | Hungary | Венгрия
Europe/Busingen | Busingen | Бюзинген-на-Верхнем-Рейне | Büsingen
Europe/Chisinau | Chișinău | Кишинёв | Moldova | Молдова | Chisinau
Europe/Copenhagen | Copenhagen | Копенгаген | Denmark | Дания
Europe/Dublin | Dublin | Дублин | Ireland | Ирландия
Europe/Gibraltar | Gibraltar | Гибралтар
Europe/Guernsey | Guernsey | Гернси
Europe/Helsinki | Helsinki | Хельсинки | Finland | Финляндия
Europe/Isle_of_Man | Isle of Man | о-в Мэн
Europe/Istanbul | Istanbul | Стамбул | Türkiye | Турция
Europe/Istanbul | Ankara | Анкара
Europe/Istanbul | Antalya | Анталья
Europe/Jersey | Jersey | Джерси
Europe/Kaliningrad | Kaliningrad | Калининград
Europe/Kiev | Kyiv | Киев | Ukraine | Украина | Kiev
Europe/Kiev | Kharkiv | Харьков
Europe/Kiev | Odesa | Одесса
Europe/Kiev | Lviv | Львов
Europe/Kiev | Dnipro | Днепр
Europe/Kirov | Kirov | Киров
Europe/Lisbon | Lisbon | Лиссабон | Portugal | Португалия
Europe/Ljubljana | Ljubljana | Любляна | Slovenia | Словения
Europe/London | London | Лондон | United Kingdom | Великобритания
Europe/London | Edinburgh | Эдинбург
Europe/London | Manchester | Манчестер
Europe/Luxembourg | Luxembourg | Люксембург
Europe/Madrid | Madrid | Мадрид | Spain | Испания
Europe/Madrid | Barcelona | Барселона
Europe/Malta | Malta | Мальта
Europe/Mariehamn | Mariehamn | Аландские о-ва | Åland Islands
Europe/Minsk | Minsk | Минск | Belarus | Беларусь
Europe/Minsk | Gomel | Гомель
Europe/Minsk | Brest | Брест
Europe/Monaco | Monaco | Монако
Europe/Moscow | Moscow | Москва | мск
Europe/Moscow | Saint Petersburg | Санкт-Петербург | Петербург | Питер | спб | Ленинград | Петроград | St. Petersburg
Europe/Moscow | Kazan | Казань
Europe/Moscow | Nizhny Novgorod | Нижний Новгород | Нижний | Горький
Europe/Moscow | Rostov-on-Don | Ростов-на-Дону | Ростов
Europe/Moscow | Voronezh | Воронеж
Europe/Moscow | Krasnodar | Краснодар
Europe/Moscow | Sochi | Сочи
Europe/Moscow | Yaroslavl | Ярославль
Europe/Moscow | Murmansk | Мурманск
Europe/Moscow | Arkhangelsk | Архангельск
Europe/Moscow | Belgorod | Белгород
Europe/Moscow | Bryansk | Брянск
Europe/Moscow | Cheboksary | Чебоксары
Europe/Moscow | Grozny | Грозный
Europe/Moscow | Ivanovo | Иваново
Europe/Moscow | Kursk | Курск
Europe/Moscow | Lipetsk | Липецк
Europe/Moscow | Makhachkala | Махачкала
Europe/Moscow | Naberezhnye Chelny | Набережные Челны
Europe/Moscow | Penza | Пенза
Europe/Moscow | Petrozavodsk | Петрозаводск
Europe/Moscow | Pskov | Псков
Europe/Moscow | Ryazan | Рязань
Europe/Moscow | Smolensk | Смоленск
Europe/Moscow | Stavropol | Ставрополь
Europe/Moscow | Tula | Тула
Europe/Moscow | Tver | Тверь
Europe/Moscow | Veliky Novgorod | Великий Новгород
Europe/Moscow | Vologda | Вологда
Europe/Oslo | Oslo | Осло | Norway | Норвегия
Europe/Paris | Paris | Париж | France | Франция
Europe/Paris | Lyon | Лион
Europe/Paris | Marseille | Марсель
Europe/Podgorica | Podgorica | Подгорица | Montenegro | Черногория
Europe/Prague | Prague | Прага | Czechia | Чехия
Europe/Prague | Brno | Брно
Europe/Riga | Riga | Рига | Latvia | Латвия
Europe/Rome | Rome | Рим | Italy | Италия
Europe/Rome | Milan | Милан
Europe/Samara | Samara | Самара
Europe/Samara | Izhevsk | Ижевск
Europe/Samara | Tolyatti | Тольятти
Europe/San_Marino | San Marino | Сан-Марино
Europe/Sarajevo | Sarajevo | Сараево | Bosnia & Herzegovina | Босния и Герцеговина
Europe/Saratov | Saratov | Саратов
Europe/Simferopol | Simferopol | Симферополь
Europe/Simferopol | Sevastopol | Севастополь
Europe/Simferopol | Yalta | Ялта
Europe/Skopje | Skopje | Скопье | North Macedonia | Северная Македония
Europe/Sofia | Sofia | София | Bulgaria | Болгария
Europe/Stockholm | Stockholm | Стокгольм | Sweden | Швеция
Europe/Tallinn | Tallinn | Таллин | Estonia | Эстония
Europe/Tirane | Tirana | Тирана | Albania | Албания | Tirane
Europe/Ulyanovsk | Ulyanovsk | Ульяновск
Europe/Vaduz | Vaduz | Лихтенштейн | Liechtenstein
Europe/Vatican | Vatican | Ватикан | Vatican City
Europe/Vienna | Vienna | Вена | Austria | Австрия
Europe/Vilnius | Vilnius | Вильнюс | Lithuania | Литва
Europe/Volgograd | Volgograd | Волгоград | Сталинград
Europe/Warsaw | Warsaw | Варшава | Poland | Польша
Europe/Warsaw | Kraków | Краков
Europe/Zagreb | Zagreb | Загреб | Croatia | Хорватия
Europe/Zurich | Zurich | Цюрих | Switzerland | Швейцария
Europe/Zurich | Geneva | Женева
Indian/Antananarivo | Antananarivo | Мадагаскар | Madagascar
Indian/Chagos | Chagos | Британская территория в Индийском океане | British Indian Ocean Territory
Indian/Christmas | Christmas | о-в Рождества | Christmas Island
Indian/Cocos | Cocos | Кокосовые о-ва | Cocos (Keeling) Islands
Indian/Comoro | Comoro | Коморы | Comoros
Indian/Kerguelen | Kerguelen | Французские Южные территории | French Southern Territories
Indian/Mahe | Mahe | Сейшельские о-ва | Seychelles
Indian/Maldives | Maldives | Мальдивы
Indian/Mauritius | Mauritius | Маврикий
Indian/Mayotte | Mayotte | Майотта
Indian/Reunion | Reunion | Реюньон | Réunion
Pacific/Apia | Apia | Самоа | Samoa
Pacific/Auckland | Auckland | Окленд | New Zealand | Новая Зеландия
Pacific/Auckland | Wellington | Веллингтон
Pacific/Bougainville | Bougainville | Бугенвиль
Pacific/Chatham | Chatham | Чатем | Chatham Islands
Pacific/Easter | Easter | о-в Пасхи | Easter Island
Pacific/Efate | Efate | Вануату | Vanuatu
Pacific/Enderbury | Enderbury | о-в Кантон | Canton Island
Pacific/Fakaofo | Fakaofo | Токелау | Tokelau
Pacific/Fiji | Fiji | Фиджи
Pacific/Funafuti | Funafuti | Тувалу | Tuvalu
Pacific/Galapagos | Galapagos | Галапагосские о-ва | Galápagos Islands
Pacific/Gambier | Gambier | о-ва Гамбье
Pacific/Guadalcanal | Guadalcanal | Соломоновы о-ва | Solomon Islands
Pacific/Guam | Guam | Гуам
Pacific/Honolulu | Honolulu | Гонолулу
Pacific/Kiritimati | Kiritimati | Киритимати
Pacific/Kosrae | Kosrae | Косрае
Pacific/Kwajalein | Kwajalein | Кваджалейн | Kwajalein Atoll
Pacific/Majuro | Majuro | Маршалловы о-ва | Marshall Islands
Pacific/Marquesas | Marquesas | Маркизские о-ва | Marquesas Islands
Pacific/Midway | Midway | о-ва Мидуэй | Midway Atoll
Pacific/Nauru | Nauru | Науру
Pacific/Niue | Niue | Ниуэ
Pacific/Norfolk | Norfolk | о-в Норфолк | Norfolk Island
Pacific/Noumea | Noumea | Новая Каледония | New Caledonia
Pacific/Pago_Pago | Pago Pago | Американское Самоа | American Samoa
Pacific/Palau | Palau | Палау
Pacific/Pitcairn | Pitcairn | о-ва Питкэрн | Pitcairn Islands
Pacific/Ponape | Ponape | Понпеи | Pohnpei
Pacific/Port_Moresby | Port Moresby | Порт-Морсби
Pacific/Rarotonga | Rarotonga | о-ва Кука | Cook Islands
Pacific/Saipan | Saipan | Северные Марианские о-ва | Northern Mariana Islands
Pacific/Tahiti | Tahiti | Таити
Pacific/Tarawa | Tarawa | Тарава
Pacific/Tongatapu | Tongatapu | Тонга | Tonga
Pacific/Truk | Truk | Трук | Chuuk
Pacific/Wake | Wake | Уэйк | Wake Island
Pacific/Wallis | Wallis | Уоллис и Футуна | Wallis & Futuna
`;

type Row = Readonly<{ zone: string; en: string; ru: string; also: readonly string[] }>;

export const places: readonly Row[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [zone = '', en = '', ru = '', ...also] = line.split(' | ');
    return { zone, en, ru, also };
  });
