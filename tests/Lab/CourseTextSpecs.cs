using Naru.Tour;
using Naru.Tour.Chapters;
using Naru.Tour.Steps;

namespace Naru.Lab.Specs;

/// <summary>The chapters of the course as data.</summary>
public sealed class CourseTextSpecs
{
    [Fact]
    public void Chapters_have_names_of_their_own() =>
        Assert.Equal(Contents.Chapters.Count, Contents.Chapters.Select(chapter => chapter.Name).Distinct().Count());

    [Fact]
    public void Whatever_is_said_is_said_in_both_languages() => Assert.All(Contents.Chapters.SelectMany(TextsOf), text =>
    {
        Assert.NotEqual("", text.English);
        Assert.DoesNotContain(text.English, IsHangul);
        // Commands are the same in every language.
        Assert.True(text.Korean.Any(IsHangul) || text.Korean == text.English, text.Korean);
    });

    private static IEnumerable<Said> TextsOf(Chapter chapter) => chapter.Steps.SelectMany(TextsOf).Prepend(chapter.Title);

    private static IEnumerable<Said> TextsOf(Step step) => new Said?[]
    {
        step.Title, step.Text, (step as OnHost)?.Afterwards, (step as OnHost)?.Needs?.WhyNot, (step as Following)?.Afterwards, (step as Practice)?.Exercise.Solution,
    }.OfType<Said>().Concat((step as Practice)?.Exercise.Hints ?? []);

    private static bool IsHangul(char letter) => letter is >= '가' and <= '힣';
}
