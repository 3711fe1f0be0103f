"""What the invented people tell about their milestones, and what others say to it."""

# kind → what somebody tells of themselves; {place} is where they live
TOLD: dict[str, tuple[str, ...]] = {
    "new_role": (
        "On Monday I begin at the harbour office: **data for small boats**, of all things. The tide-table reader we built back then was what they asked about longest.",
        "I am the new maintainer of the archive’s catalogue. Forty thousand boxes, one search field, and I finally have the key to the basement.",
        "From next month I teach statistics to nurses, three evenings a week. I was afraid of formulas for years; that seems to be the qualification.",
        "Started as a designer for public forms. If you ever gave up on page four of something, tell me about it: I want to know.",
        "After eleven applications and nine silences: yes! I will write firmware for hearing aids, in a team of five.",
        "I moved from the lab to the museum. Fewer pipettes, more questions from children.",
    ),
    "promotion": (
        "They asked me to lead the team. I said I had to think about it, went for the walk we always talked about, and said yes.",
        "Senior, says the contract. What changed is that people now wait for me to finish my sentence.",
        "I am head of the night laboratory from January. Thank you to everybody who told me that doubting is not a reason to say no.",
        "Promoted, and with it the first budget of my life. I have already bought too many whiteboard pens.",
        "The clinic made me its first data lead. Two years ago there was no data and no lead.",
        "I now look after four apprentices. I hear myself say what my mentor used to say to me, word for word.",
    ),
    "studies": (
        "Handed in! 212 pages, three of which I am proud of.",
        "Accepted for the master’s programme in Tartu. The letter of motivation went through five hands here; you know who you are.",
        "First exam after a break of six years: passed, with a hot head and cold feet.",
        "I defended my thesis on Thursday. The hardest question came from my mother, on the phone, afterwards: *and what is it good for?*",
        "Back at university, part time, with two children and a very old laptop. Week one went well.",
        "The scholarship came through. I read the mail in the bus and missed my stop, and the one after it.",
    ),
    "certificate": (
        "Certified in accessible design. My favourite part was watching somebody use my page with nothing but a switch.",
        "I passed the exam for sign language interpreters, level two. Three hours, no voice at all.",
        "Radio licence! Call sign to follow. The neighbours are informed.",
        "Certificate in public health data, with a project on clean water in twelve villages.",
        "First aid for the mind: I finished the course and hope to need it rarely.",
        "Forklift. Yes, forklift. The library’s new store has very high shelves.",
    ),
    "publication": (
        "Our paper on night buses and safety is out. It took three years, two rejections and one very patient co-author.",
        "I gave my first talk in a language that is not mine. Nobody left, two people laughed at the right place.",
        "The booklet for new maintainers is printed: 36 pages on saying no kindly. Free to copy.",
        "A small essay of mine is in the newspaper today, about repairing things with my grandfather.",
        "Spoke on the radio for seven minutes about counting whales from space. I was told I breathed a lot.",
        "Version 2.0 is released. What began as our summer project now runs in four hundred libraries.",
    ),
    "project": (
        "The map for ambulances is live in our district. On the second day it found a shorter way than the driver, who has driven here for thirty years. He was gracious.",
        "Our repair café has its own room at last. Twelve toasters were saved on the opening night:\n\n- nine by a new cable\n- two by cleaning\n- one by talking to it",
        "The school’s weather station sends its first numbers. It is 14.2 degrees there, in case you wondered.",
        "Ten years of clinic records are clean. I shall never again write a date as 03/04.",
        "We planted the last of the two hundred trees along the tram line. Look at them in ten years with me.",
        "The seed library lends its first seeds today. You bring back twice as many in autumn, if the slugs allow.",
    ),
    "move": (
        "Three suitcases, one bicycle, and the plant: I live in {place} now.",
        "We moved back to the village, into my grandmother’s house. The internet is better than in the city.",
        "Hello from {place}! Everybody had told me about the weather, and nobody about the light.",
        "New town, new river. I am looking for people to walk with on Sundays.",
        "After five years abroad I am home again and surprised by how much of it I have to learn.",
        "The boxes are unpacked, except for the one nobody dares to open.",
    ),
    "personal": (
        "Our daughter Ilse is here. She is small, loud and perfect.",
        "We got married on the town hall steps in the rain. The umbrella is in every picture.",
        "I became a citizen on Tuesday. They played the anthem from a telephone, and I cried anyway.",
        "My brother and I cycled from the source of the river to its mouth: 612 kilometres, one puncture, no quarrel.",
        "I ran ten kilometres without stopping. Slowly. A dog overtook me twice.",
        "We have a nephew! I hold him as one holds a very small library book.",
    ),
    "small_win": (
        "The first tomato. After four years. It is not large, but it is a tomato.",
        "I asked a question in the big meeting. My hands shook, and it was a good question.",
        "Zero unread messages, for eleven minutes.",
        "I said no to something good, to have time for something better. It felt terrible and right.",
        "My code was reviewed with a single word: lovely.",
        "I repaired the coffee machine at work, and now people know my name.",
    ),
    "anniversary": (
        "Five years ago today I sat in my first call with my mentor and had written down *nothing*. Now I begin every call by asking: what did you write down?",
        "Three years since our programme ended. I still have the note: write the question down before you ask it.",
        "A year ago we said goodbye, and then did not stop talking. To many more Thursdays.",
        "Six years. The project is long gone, the friendship is not.",
        "Two years since I finished. What stayed is not the method but the patience somebody had with me.",
        "It is ten years since somebody gave me an hour a week for no reason at all. I still try to pass it on.",
    ),
}
# Languages of their own: somebody from there tells it so.
IN_OTHER_WORDS: dict[str, tuple[str, str]] = {
    "Osaka": (
        "project",
        "市の図書館で、ついに新しい検索画面が公開されました。助けてくれたみなさん、ありがとうございます。🌸",
    ),
    "Amman": ("studies", "أنهيتُ رسالة الماجستير اليوم. شكراً لكل من قرأ المسودة الأولى ولم يضحك."),
    "Kyiv": ("new_role", "З понеділка я керую командою з семи людей. Страшно й радісно водночас."),
    "Haifa": ("small_win", "סוף סוף הצלחתי לתקן את המדפסת של הספרייה. זו לא הייתה המדפסת, זה היה הכבל."),
    "Pune": ("publication", "मेरा पहला लेख आज छपा है। जिस गुरु ने उसे सात बार पढ़ा, उनका धन्यवाद।"),
    "Beijing": ("certificate", "终于通过了考试！三年的周末都在这张纸上。🎉"),
}
# What somebody tells of another; {name} is the other.
OF_OTHERS: tuple[tuple[str, str], ...] = (
    (
        "publication",
        "{name} stood before two hundred people last night and made them laugh about error messages. I sat in the third row and was prouder than I can say.",
    ),
    (
        "project",
        "Nobody will hear it from {name}, so I say it: the water map of twelve villages is finished, and the health office uses it every day.",
    ),
    ("small_win", "{name} wrote to me only to ask how I was. That is all. I wanted somebody to know."),
    ("promotion", "The team in which we began together is led by {name} now. Quietly, as always, and exactly right."),
    (
        "certificate",
        "Examined and passed with distinction, and not a word about it to anybody: congratulations, {name}!",
    ),
    ("studies", "The thesis is handed in! I read every page of it, and learned something on each. Bravo, {name}."),
    ("new_role", "The museum is lucky: {name} begins there in spring."),
    ("project", "What {name} started with four pupils is a course for the whole school now."),
)
# kind → what one says to it, mostly with a question
SAID: dict[str, tuple[str, ...]] = {
    "new_role": (
        "How wonderful! What will you do on the first morning?",
        "I remember you wondering whether you would ever dare. What made you write to them?",
        "They are lucky to have you. Tell me after a month what surprised you.",
        "So glad. Keep Friday afternoons for yourself; I wish I had.",
    ),
    "promotion": (
        "You have led for years, now it is also written down. What made the difference?",
        "Very well deserved. What will you stop doing, to have time for it?",
        "I smiled all the way home. Who was the first person you told?",
        "Congratulations! May I ask you in half a year how it feels?",
    ),
    "studies": (
        "All those early mornings! What will you read now, just because you like to?",
        "I knew it, and still I jumped up. Which page was the hardest?",
        "Bravo. Would you let me read it? Slowly, with a pencil?",
        "What a relief it must be. Sleep, and then let us celebrate.",
    ),
    "certificate": (
        "Well done! Where will you use it first?",
        "I had no idea you were doing this beside everything else. How did you find the time?",
        "Three cheers. You make it sound easy, and I know it was not.",
    ),
    "publication": (
        "I read it twice on the train. How did the idea begin?",
        "I remember the first draft of this, on a napkin. What survived of it?",
        "Printed it out for our notice board. Thank you for writing it.",
        "You always said you could not speak before people. I never believed you.",
    ),
    "project": (
        "Finished things are so rare. Which part are you proudest of?",
        "I saw it when there was only a whiteboard. What would you do differently?",
        "This makes my week. May I show it to my colleagues?",
        "You did not give up when I would have. What kept you going?",
    ),
    "move": (
        "Welcome there! What is it like in the morning?",
        "I lived around that corner once. Go to the bakery by the bridge and greet them from me.",
        "Do write when it feels like home. What was the first thing you unpacked?",
    ),
    "personal": (
        "Oh, how lovely. I am so happy for you!",
        "Tears at my desk, the good kind. How are you all?",
        "What a day that must have been. Thank you for letting us know.",
    ),
    "small_win": (
        "This is not small at all. How will you celebrate?",
        "Laughed out loud, and then was moved. More of these, please!",
        "I know how long you worked on this. Well done.",
    ),
    "anniversary": (
        "And I remember how you had prepared, and pretended you had not. What is still with you from then?",
        "Thank you for remembering. I learned at least as much.",
        "Has it been so long? Let us have that coffee.",
    ),
}
THANKS: tuple[str, ...] = (
    "That means a lot, coming from you. Without our talks I would not have tried.",
    "Thank you! I read your words on the tram and grinned at a stranger.",
    "You were the first I wanted to tell.",
    "Thank you. The question stays with me; I will write to you about it.",
    "I still hear you say: send it off, it is good enough. It was.",
)
