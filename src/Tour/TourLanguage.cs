namespace Naru.Tour;

/// <summary>The languages in which the course is told.</summary>
public enum TourLanguage
{
    English,
    Korean,
}
