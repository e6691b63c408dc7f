namespace Naru.Tour;

/// <summary>A text in both languages of the course.</summary>
public sealed record Said(string English, string Korean)
{
    public string In(TourLanguage language) => language is TourLanguage.Korean ? Korean : English;
}
