from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courant', '0001_store'),
    ]

    operations = [
        migrations.CreateModel(
            name='AnsweredCall',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('request', models.CharField(max_length=64)),
                ('answer', models.TextField()),
                ('created', models.DateTimeField(db_index=True)),
            ],
        ),
    ]
