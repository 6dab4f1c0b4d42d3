package attribution

// demonyms maps the adjectives and inhabitants of countries, and the capitals
// and palaces that stand for their governments, to the country.
var demonyms = map[string]string{
	"american": "united states", "u.s.": "united states", "us": "united states", "washington": "united states",
	"british": "united kingdom", "briton": "united kingdom", "u.k.": "united kingdom", "uk": "united kingdom", "britain": "united kingdom",
	"french": "france", "frenchman": "france", "german": "germany", "russian": "russia", "ukrainian": "ukraine", "italian": "italy",
	"spanish": "spain", "spaniard": "spain", "polish": "poland", "pole": "poland", "dutch": "netherlands", "belgian": "belgium", "swiss": "switzerland", "austrian": "austria",
	"swedish": "sweden", "swede": "sweden", "norwegian": "norway", "danish": "denmark", "dane": "denmark", "finnish": "finland", "finn": "finland",
	"irish": "ireland", "scottish": "scotland", "welsh": "wales", "portuguese": "portugal", "greek": "greece", "turkish": "turkey", "turk": "turkey",
	"hungarian": "hungary", "czech": "czech republic", "slovak": "slovakia", "romanian": "romania", "bulgarian": "bulgaria", "serbian": "serbia", "serb": "serbia",
	"croatian": "croatia", "bosnian": "bosnia", "albanian": "albania", "lithuanian": "lithuania", "latvian": "latvia", "estonian": "estonia",
	"belarusian": "belarus", "georgian": "georgia", "armenian": "armenia", "chinese": "china", "japanese": "japan", "korean": "korea", "indian": "india",
	"pakistani": "pakistan", "afghan": "afghanistan", "iranian": "iran", "iraqi": "iraq", "syrian": "syria", "israeli": "israel", "palestinian": "palestine",
	"saudi": "saudi arabia", "egyptian": "egypt", "libyan": "libya", "tunisian": "tunisia", "algerian": "algeria", "moroccan": "morocco", "lebanese": "lebanon", "jordanian": "jordan",
	"qatari": "qatar", "kuwaiti": "kuwait", "yemeni": "yemen", "nigerian": "nigeria", "kenyan": "kenya", "ethiopian": "ethiopia", "sudanese": "sudan", "somali": "somalia",
	"zimbabwean": "zimbabwe", "congolese": "congo", "ghanaian": "ghana", "mexican": "mexico", "canadian": "canada", "cuban": "cuba", "brazilian": "brazil", "argentine": "argentina",
	"chilean": "chile", "colombian": "colombia", "venezuelan": "venezuela", "peruvian": "peru", "australian": "australia", "indonesian": "indonesia", "malaysian": "malaysia",
	"thai": "thailand", "vietnamese": "vietnam", "filipino": "philippines", "philippine": "philippines", "european": "europe", "eu": "europe",
	"kremlin": "russia", "moscow": "russia", "paris": "france", "élysée": "france", "berlin": "germany", "london": "united kingdom", "whitehall": "united kingdom",
	"kyiv": "ukraine", "kiev": "ukraine", "beijing": "china", "tokyo": "japan", "tehran": "iran", "ankara": "turkey", "jerusalem": "israel", "warsaw": "poland", "rome": "italy", "madrid": "spain", "brussels": "europe", "pyongyang": "north korea", "seoul": "south korea", "delhi": "india", "islamabad": "pakistan", "kabul": "afghanistan", "baghdad": "iraq", "damascus": "syria", "riyadh": "saudi arabia", "cairo": "egypt", "ottawa": "canada", "canberra": "australia",
	"republican": "republican", "democratic": "democratic", "democrat": "democratic", "conservative": "conservative", "tory": "conservative",
}

// governed are the words of demonyms that stand for a government, an office or a party, not
// for one of a country's people.
var governed = nameSet("u.s. us washington uk u.k. britain eu kremlin moscow paris élysée berlin london whitehall kyiv kiev beijing tokyo tehran ankara jerusalem warsaw rome madrid brussels pyongyang seoul delhi islamabad kabul baghdad damascus riyadh republican democratic democrat conservative tory")

// national tells whether a word names one of a country's people: "the Croatian".
func national(lower string) bool { return demonyms[lower] != "" && !governed[lower] }

// FoldPlace maps demonyms and capitals that stand for a government to the
// country; other words stay as they are.
func FoldPlace(lower string) string {
	if c, ok := demonyms[lower]; ok {
		return c
	}
	return lower
}
